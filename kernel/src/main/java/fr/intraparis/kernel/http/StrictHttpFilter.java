package fr.intraparis.kernel.http;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.Whereabouts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The first step of every WAR: names the request (correlation id), refuses what {@link StrictHttp} refuses, and logs one
 * line when it is over.
 *
 * <p>Init parameters: {@code methods}, comma-separated; {@code correlation}, {@code fresh} at the door, where no header
 * is believed, or {@code header} behind it. The hosts that are ours are {@code localhost} with the listener's port and
 * those of the system property {@value #HOSTS}.
 */
public final class StrictHttpFilter extends HttpFilter {
    @Serial
    private static final long serialVersionUID = 1L;

    /** System property: comma-separated values of {@code Host} that are ours besides the listener's own. */
    public static final String HOSTS = "intraparis.hosts";

    /** Request attribute with the {@link ErrorCode} that an error page shows. */
    public static final String CODE = "fr.intraparis.code";

    /** The way of a request that never entered the servlet container. */
    public static final String DIRECT = "direct";

    private static final Log LOG = Log.of(StrictHttpFilter.class);

    private Set<String> methods = Set.of();
    private boolean fresh = true;
    /** By the listener's port. */
    private final transient Map<Integer, Set<String>> hosts = new ConcurrentHashMap<>();

    @Override
    public void init(FilterConfig config) throws ServletException {
        String named = config.getInitParameter("methods");
        if (named == null) {
            throw new ServletException("StrictHttpFilter needs its init parameter `methods`");
        }
        methods = Set.of(named.split("\\s*,\\s*"));
        fresh = !"header".equals(config.getInitParameter("correlation"));
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CorrelationId id = fresh
                ? CorrelationId.bound().orElseGet(CorrelationId::fresh)
                : CorrelationId.of(request.getHeader(CorrelationId.HEADER));
        id.bind();
        long start = System.nanoTime();
        try {
            ReadRequest read = new ReadRequest(request);
            response.setHeader(CorrelationId.HEADER, id.value());
            ErrorCode refused = StrictHttp.judge(
                    request.getMethod(),
                    request.getRequestURI(),
                    request.getQueryString(),
                    read.headers(),
                    methods,
                    hosts.computeIfAbsent(request.getLocalPort(), StrictHttpFilter::hosts));
            if (refused == null) {
                refused = hidden(read, response);
            }
            if (refused == null) {
                chain.doFilter(read, response);
            } else {
                // Whatever follows on this connection may be the rest of a request that two readers cut differently.
                response.setHeader("Connection", "close");
                request.setAttribute(CODE, refused);
                response.sendError(refused.status());
            }
        } finally {
            log(
                    request.getMethod(),
                    request.getRequestURI(),
                    response.getStatus(),
                    System.nanoTime() - start,
                    "servlet");
            CorrelationId.unbind();
            Whereabouts.unbind();
        }
    }

    /**
     * The one line that each request leaves in the log.
     *
     * @param way {@link #DIRECT}, or {@code servlet}
     */
    public static void log(String method, String path, int status, long nanos, String way) {
        LOG.info("request", "method", method, "path", path, "status", status, "ms", milliseconds(nanos), "way", way);
    }

    /** To a tenth. */
    private static String milliseconds(long nanos) {
        long tenths = nanos / 100_000;
        return tenths / 10 + "." + tenths % 10;
    }

    /**
     * What the server takes away before we can see it: a length beside chunks (so chunks are refused at the door, where
     * browsers never need them, and end the connection behind it), and a session id in the path.
     */
    private @Nullable ErrorCode hidden(HttpServletRequest request, HttpServletResponse response) {
        if (request.isRequestedSessionIdFromURL()) {
            return ErrorCode.REL_MALFORMED;
        }
        if (request.getHeader("Transfer-Encoding") == null) {
            return null;
        }
        if (fresh) {
            return ErrorCode.REL_MALFORMED;
        }
        response.setHeader("Connection", "close");
        return null;
    }

    /** The values of {@code Host} that are ours at that port, lower case. */
    public static Set<String> hosts(int port) {
        Set<String> hosts = new LinkedHashSet<>();
        hosts.add("localhost:" + port);
        if (port == 443) {
            hosts.add("localhost");
        }
        for (String host : System.getProperty(HOSTS, "").split(",")) {
            if (!host.isBlank()) {
                hosts.add(host.strip().toLowerCase(Locale.ROOT));
            }
        }
        return hosts;
    }
}
