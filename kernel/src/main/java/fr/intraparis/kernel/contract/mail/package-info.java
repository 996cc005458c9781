/** What mail-bridge says to its callers: portal-web, and the services that write official messages (rows E7, E9). */
@NullMarked
package fr.intraparis.kernel.contract.mail;

import org.jspecify.annotations.NullMarked;
