package fr.intraparis.portal.upstream;

import java.util.function.Function;

/**
 * A call that has been started. Pages start all their calls first and read the answers afterwards, so that a page costs
 * its slowest neighbour and not their sum.
 *
 * @param <T> what was asked for
 */
@FunctionalInterface
public interface Pending<T> {

    /** Waits for the answer, at most the time limit of the call. */
    Answer<T> answer();

    /** The same call about something that follows from its value. */
    default <R> Pending<R> map(Function<T, R> change) {
        return () -> answer().map(change);
    }
}
