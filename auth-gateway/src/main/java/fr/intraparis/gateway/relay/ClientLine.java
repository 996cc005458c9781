package fr.intraparis.gateway.relay;

import fr.intraparis.kernel.Log;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.grizzly.Connection;
import org.jspecify.annotations.Nullable;

/**
 * The client's connection below the servlet API, which has no word for two things: that the client is gone (this server
 * goes on taking what nobody will read, measured), and that an answer is to be cut off in its middle (this server would
 * finish it, or keep the connection open for ever). The way to it leads through the server's own classes, which no
 * library brings that we could compile against: they are asked by name; where they are missing, it is taken for open.
 */
public final class ClientLine {
    private static final Log LOG = Log.of(ClientLine.class);
    private static final String[] WAY = {"getUnwrappedCoyoteRequest", "getCoyoteRequest", "getContext", "getConnection"
    };

    /** By name: to look for one is dearer than to call it. */
    private static final ClassValue<Map<String, Method>> METHODS = new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private final ServletRequest request;
    private @Nullable Connection<?> found;

    private ClientLine(ServletRequest request) {
        this.request = request;
    }

    /** The connection that this request came by. */
    public static ClientLine of(ServletRequest request) {
        return new ClientLine(request);
    }

    /** Whether nobody is there any more. */
    boolean gone() {
        Connection<?> line = connection();
        return line != null && !line.isOpen();
    }

    /** Hangs up: whoever reads on the other side sees the end before the answer's. */
    void hangUp() {
        Connection<?> line = connection();
        if (line != null) {
            line.terminateSilently();
        }
    }

    /** The server's word for it; null when it is out of reach. */
    public @Nullable Connection<?> connection() {
        if (found == null) {
            ServletRequest bare = request;
            while (bare instanceof ServletRequestWrapper wrapper) {
                bare = wrapper.getRequest();
            }
            Object at = bare;
            for (String step : WAY) {
                at = ask(at, step);
            }
            found = at instanceof Connection<?> line ? line : null;
        }
        return found;
    }

    private static @Nullable Object ask(@Nullable Object whom, String what) {
        if (whom == null) {
            return null;
        }
        try {
            Map<String, Method> known = METHODS.get(whom.getClass());
            Method method = known.get(what);
            if (method == null) {
                method = whom.getClass().getMethod(what);
                known.put(what, method);
            }
            return method.invoke(whom);
        } catch (ReflectiveOperationException otherServer) {
            LOG.warn("the client's connection is out of reach: " + what, otherServer);
            return null;
        }
    }
}
