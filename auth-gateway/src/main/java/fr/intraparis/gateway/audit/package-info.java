/**
 * What the door writes down, and the sealer that chains it. Of a flood of refusals some are written row by row, the
 * rest as a number a minute: nobody can fill the chain with a loop. Called by the pipeline, {@code login} and {@code
 * session}.
 *
 * <p>Meets E5 (audit of login, logout, refusal). Raises nothing: a row that cannot be written stops the act it belongs
 * to with NOM-SYS-005.
 */
@NullMarked
package fr.intraparis.gateway.audit;

import org.jspecify.annotations.NullMarked;
