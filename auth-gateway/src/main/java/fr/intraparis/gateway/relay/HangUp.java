package fr.intraparis.gateway.relay;

import fr.intraparis.kernel.Log;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;

/**
 * Ends the client's connection in the middle of an answer, so that what is cut off is seen to be cut off. The servlet
 * API has no word for it, and this server would finish the answer or keep the connection open for ever; so it is asked
 * by the names of its own classes, which no library brings that we could compile against.
 */
final class HangUp {
    private static final Log LOG = Log.of(HangUp.class);

    private HangUp() {}

    /** Hangs up; whoever reads on the other side sees the end before the answer's. */
    static void on(ServletRequest request) {
        ServletRequest bare = request;
        while (bare instanceof ServletRequestWrapper wrapper) {
            bare = wrapper.getRequest();
        }
        try {
            Object connection = bare;
            for (String step : new String[] {
                "getUnwrappedCoyoteRequest", "getCoyoteRequest", "getContext", "getConnection", "terminateSilently"
            }) {
                connection = connection.getClass().getMethod(step).invoke(connection);
            }
        } catch (ReflectiveOperationException otherServer) {
            LOG.warn("a broken answer could not be broken off: the client waits for its rest", otherServer);
        }
    }
}
