/**
 * Blocks of sessions: first-class objects with a code, a cause and evidence. The door raises and lifts the curable ones
 * by itself; what is a risk is lifted by two different operators. Each change is one transaction with its audit row, and
 * heard by every WAR as it is committed ({@link fr.intraparis.kernel.block}).
 *
 * <p>Called by the pipeline, by {@code privileged} for the operators, and by whoever finds a risk ({@link
 * fr.intraparis.gateway.block.Blocks#raise}). Meets A5 and the end of A3.2. Raises NOM-SES-009, NOM-SES-011 and NOM-PRV-006 to
 * 008.
 */
@NullMarked
package fr.intraparis.gateway.block;

import org.jspecify.annotations.NullMarked;
