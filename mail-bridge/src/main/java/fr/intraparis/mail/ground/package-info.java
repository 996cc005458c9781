/**
 * What the rooms stand on: the database and its transactions, the clock, the audit and its sealer, the places and keys
 * of the configuration, and readiness. Called by every room; knows none. Codes: NOM-SYS-005, NOM-SYS-006.
 */
@NullMarked
package fr.intraparis.mail.ground;

import org.jspecify.annotations.NullMarked;
