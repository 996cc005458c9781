/** What the door says to portal-web about accounts and blocks (rows A5, B4, C1). */
@NullMarked
package fr.intraparis.kernel.contract.nomades;

import org.jspecify.annotations.NullMarked;
