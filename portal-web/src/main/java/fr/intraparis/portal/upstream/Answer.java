package fr.intraparis.portal.upstream;

import fr.intraparis.kernel.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a neighbour said: a value, or a problem that the page shows in its place.
 *
 * @param <T> what was asked for
 */
public final class Answer<T> {
    private static final Set<String> NOT_ABOUT_THE_ACT = Set.of("SES", "MFA");

    private final @Nullable T value;
    private final @Nullable Problem problem;

    private Answer(@Nullable T value, @Nullable Problem problem) {
        this.value = value;
        this.problem = problem;
    }

    /** The neighbour answered. */
    public static <T> Answer<T> of(T value) {
        return new Answer<>(value, null);
    }

    /** The neighbour refused, or did not answer. */
    public static <T> Answer<T> refused(Problem problem) {
        return new Answer<>(null, problem);
    }

    /** Nothing has been asked: neither value nor problem. */
    public static <T> Answer<T> absent() {
        return new Answer<>(null, null);
    }

    /** Whether there is a value. */
    public boolean isOk() {
        return value != null;
    }

    /** The value; null if there is none. */
    public @Nullable T getValue() {
        return value;
    }

    /** The problem; null if there is none. */
    public @Nullable Problem getProblem() {
        return problem;
    }

    /** The value, if there is one. */
    public Optional<T> value() {
        return Optional.ofNullable(value);
    }

    /**
     * Whether nobody has judged what was asked: the neighbour did not answer, or the session was refused before it.
     * Then it may have been done by an earlier try, so that the same form is sent again under the same key.
     */
    public boolean isUnjudged() {
        return problem != null
                && (problem.code().status() >= 500
                        || NOT_ABOUT_THE_ACT.contains(problem.code().area()));
    }

    /** The same answer about something that follows from the value. */
    public <R> Answer<R> map(Function<T, R> change) {
        return value == null ? new Answer<>(null, problem) : of(change.apply(value));
    }
}
