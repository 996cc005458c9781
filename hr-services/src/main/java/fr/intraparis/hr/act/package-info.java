/**
 * What every act leaves behind: its audit row, the answer kept for a retry, and its message in the outbox, all in the
 * act's own transaction; and the clock. Called by the features with the connection of their transaction (requirement
 * rows E5, E9; codes NOM-SYS-003, NOM-SYS-004).
 */
@NullMarked
package fr.intraparis.hr.act;

import org.jspecify.annotations.NullMarked;
