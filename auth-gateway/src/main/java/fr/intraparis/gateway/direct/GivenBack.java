package fr.intraparis.gateway.direct;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the direct way has found out about a request that it gives back: the pipeline judges it once more, and refuses
 * it with that code instead of asking the upstream again. Bound to the thread that takes the request into the container.
 */
public final class GivenBack {
    private record Refused(CorrelationId id, CodedException why) {}

    private static final ThreadLocal<@Nullable Refused> REFUSED = new ThreadLocal<>();

    private GivenBack() {}

    /** Why the request of that number, which this thread serves, is refused at the relay, if the direct way knows. */
    public static Optional<CodedException> refused(CorrelationId id) {
        return Optional.ofNullable(REFUSED.get())
                .filter(refused -> refused.id().equals(id))
                .map(Refused::why);
    }

    /** Goes on into the container, under the number that the upstream has been told. */
    static void run(CorrelationId id, @Nullable CodedException refused, Runnable container) {
        id.bind();
        if (refused != null) {
            REFUSED.set(new Refused(id, refused));
        }
        try {
            container.run();
        } finally {
            REFUSED.remove();
            CorrelationId.unbind();
        }
    }
}
