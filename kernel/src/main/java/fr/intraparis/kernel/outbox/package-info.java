/**
 * What must reach a neighbour, even if it is down now: written in the act's own transaction, taken by one worker at a
 * time, tried again with growing pauses (requirement row E9). Tables: {@code outbox.sql}.
 */
@NullMarked
package fr.intraparis.kernel.outbox;

import org.jspecify.annotations.NullMarked;
