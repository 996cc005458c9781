/**
 * Words that every module shares: who ({@link fr.intraparis.kernel.AgentId}, {@link fr.intraparis.kernel.Role}), how
 * surely ({@link fr.intraparis.kernel.Assurance}), from where ({@link fr.intraparis.kernel.Standing}), what went wrong ({@link fr.intraparis.kernel.ErrorCode},
 * {@link fr.intraparis.kernel.Problem}) and under which number to find it again
 * ({@link fr.intraparis.kernel.CorrelationId}).
 *
 * <p>Called by all WARs and by the stack. Pure functions and records: no framework here. Requirement rows A1, E10.
 */
@NullMarked
package fr.intraparis.kernel;

import org.jspecify.annotations.NullMarked;
