package fr.intraparis.gateway.relay;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Route;
import fr.intraparis.gateway.Upstream;
import fr.intraparis.gateway.session.SharedComputer;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What an upstream's status and headers become at the door; its cookies apart, which are Keycloak's alone. */
public final class AnswerHead {
    /** Bytes. */
    public static final int LONGEST_PROBLEM = 64 * 1024;

    private AnswerHead() {}

    /**
     * The headers for the browser.
     *
     * @param origins the origins that are the door to the browser when the upstream names them
     * @throws CodedException when it is no answer of ours: what a bare server says of itself is never shown
     */
    static Map<String, String> of(
            Exchange exchange, Route route, List<URI> origins, int status, Function<String, List<String>> says) {
        if (status >= 400) {
            refuseForeign(route, status, says);
        }
        Map<String, String> head = ResponseHeaders.of(route.upstream(), exchange.nonce(), says);
        List<String> location = says.apply("Location");
        if (!location.isEmpty()) {
            head.put(
                    "Location",
                    OwnLocation.of(location.get(0), exchange.visit().path(), origins)
                            .orElseThrow(() -> garbled(route, "Location")));
        }
        if (SharedComputer.is(exchange.request())) {
            head.put("Cache-Control", "no-store");
        }
        return head;
    }

    private static void refuseForeign(Route route, int status, Function<String, List<String>> says) {
        if (route.upstream() != Upstream.KEYCLOAK) {
            // A WAR of ours always says its number: without one it is the server that speaks, in its place.
            if (says.apply(CorrelationId.HEADER).isEmpty()) {
                throw new CodedException(
                        ErrorCode.REL_UPSTREAM_DOWN, status == 404 || status == 503 ? "" : "HTTP " + status);
            }
            return;
        }
        // Keycloak's pages are of our theme and say a code, as our problems do; its bare answers say none.
        List<String> type = says.apply("Content-Type");
        if (type.isEmpty()
                || !(type.get(0).startsWith("text/html") || type.get(0).startsWith(Problem.MEDIA_TYPE))) {
            throw new CodedException(
                    switch (status) {
                        case 404 -> ErrorCode.REL_NO_ROUTE;
                        case 503 -> ErrorCode.IDP_DOWN;
                        default -> ErrorCode.IDP_GARBLED;
                    },
                    "");
        }
    }

    /** Whether an upstream's problem becomes a page, because a person reads it. */
    public static boolean problemForAPerson(Exchange exchange, int status, Map<String, String> head) {
        String accept = exchange.request().getHeader("Accept");
        return status >= 400
                && accept != null
                && accept.contains("text/html")
                && head.getOrDefault("Content-Type", "").startsWith(Problem.MEDIA_TYPE);
    }

    /** That problem, as the door says it. */
    public static CodedException problem(Route route, byte[] said) {
        return Problem.parse(new String(said, StandardCharsets.UTF_8))
                .map(problem -> new CodedException(problem.code(), problem.detail()))
                .orElseGet(() -> garbled(route, "problem"));
    }

    private static CodedException garbled(Route route, String what) {
        return new CodedException(
                route.upstream() == Upstream.KEYCLOAK ? ErrorCode.IDP_GARBLED : ErrorCode.REL_UPSTREAM_DOWN, what);
    }
}
