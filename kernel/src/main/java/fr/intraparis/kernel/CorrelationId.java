package fr.intraparis.kernel;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The number under which one request is found again in every log, audit row and error page. The door makes it; the
 * inner WARs take it over from the header {@value #HEADER} if it has the right form, and make one themselves if not.
 */
public record CorrelationId(String value) {

    /** How the door hands it on. */
    public static final String HEADER = "Correlation-Id";

    private static final ThreadLocal<@Nullable CorrelationId> CURRENT = new ThreadLocal<>();

    /** A new one. */
    public static CorrelationId fresh() {
        return new CorrelationId(UUID.randomUUID().toString());
    }

    /** What the header says if it is a UUID in its usual form, else a new one: the header is never trusted further. */
    public static CorrelationId of(@Nullable String header) {
        if (header != null && header.length() == 36) {
            try {
                if (UUID.fromString(header).toString().equals(header)) {
                    return new CorrelationId(header);
                }
            } catch (IllegalArgumentException notOurs) {
                return fresh();
            }
        }
        return fresh();
    }

    /** That of the request which this thread serves; a new one outside any request. */
    public static CorrelationId current() {
        CorrelationId bound = CURRENT.get();
        return bound == null ? fresh() : bound;
    }

    /** That of the request which this thread has already begun to serve, if it has. */
    public static Optional<CorrelationId> bound() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Binds this one to the thread until {@link #unbind()}. */
    public CorrelationId bind() {
        CURRENT.set(this);
        return this;
    }

    /** Forgets the thread's one: always in a {@code finally}. */
    public static void unbind() {
        CURRENT.remove();
    }

    @Override
    public String toString() {
        return value;
    }
}
