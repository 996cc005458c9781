/**
 * Blocks of sessions, for operators: which are in force and why, blocking an agent, and signing a lifting, which takes
 * two of them. Row A5; shows NOM-PRV codes.
 */
@NullMarked
package fr.intraparis.portal.block;

import org.jspecify.annotations.NullMarked;
