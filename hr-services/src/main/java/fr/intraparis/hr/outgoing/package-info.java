/**
 * What runs by itself: the tables are brought up to date, the audit is sealed, official messages are delivered to
 * mail-bridge, and {@code /hr/ready} tells whether all of that stands (requirement rows E5, E9).
 */
@NullMarked
package fr.intraparis.hr.outgoing;

import org.jspecify.annotations.NullMarked;
