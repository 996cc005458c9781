/**
 * How much one place may ask of the door before anybody is signed in. All of it is in memory and bounded: who floods the
 * door must not fill it.
 *
 * <p>Called by the pipeline, {@code login}, {@code audit} and {@code support}. Meets E5 (a flood is counted, not written row by row).
 * Raises NOM-REL-008.
 */
@NullMarked
package fr.intraparis.gateway.throttle;

import org.jspecify.annotations.NullMarked;
