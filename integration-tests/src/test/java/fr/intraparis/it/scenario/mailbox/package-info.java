/** Scenarios: mailbox. */
@NullMarked
package fr.intraparis.it.scenario.mailbox;

import org.jspecify.annotations.NullMarked;
