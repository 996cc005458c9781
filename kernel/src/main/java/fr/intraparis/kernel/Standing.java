package fr.intraparis.kernel;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, as the signed claims of its token say: an audit row names it (requirement row A2.3). Bound
 * to the thread that serves the request, like the correlation id, and forgotten with it.
 *
 * @param zone {@code municipal} or {@code outside}; null when the token says nothing, as a service's does
 */
public record Standing(@Nullable String zone) {
    /** Of who says nothing. */
    public static final Standing UNSAID = new Standing(null);

    private static final ThreadLocal<@Nullable Standing> CURRENT = new ThreadLocal<>();

    /** That of the request which this thread serves. */
    public static Standing current() {
        Standing bound = CURRENT.get();
        return bound == null ? UNSAID : bound;
    }

    /** Binds this one to the thread until {@link #unbind()}. */
    public void bind() {
        CURRENT.set(this);
    }

    /** Forgets the thread's one: always in a {@code finally}. */
    public static void unbind() {
        CURRENT.remove();
    }

    /** Those details, and the zone where it is known. */
    public Map<String, String> with(Map<String, String> details) {
        if (zone == null) {
            return details;
        }
        Map<String, String> more = new TreeMap<>(details);
        more.put("zone", zone);
        return more;
    }
}
