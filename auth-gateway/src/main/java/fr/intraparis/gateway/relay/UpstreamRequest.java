package fr.intraparis.gateway.relay;

import fr.intraparis.gateway.Audience;
import fr.intraparis.gateway.Query;
import fr.intraparis.gateway.Route;
import fr.intraparis.gateway.Upstream;
import fr.intraparis.gateway.Visit;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.http.StrictHttp;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What goes upstream: a pure function of the route, the facts, and the few client headers that are listed here and well
 * formed. Everything else that the client sent stays at the door.
 *
 * @param target path and query, as they go over the wire
 * @param headers by name, in the order they are sent
 */
record UpstreamRequest(String method, String target, Map<String, String> headers) {

    /** What the door itself says to an upstream about this request. */
    record Said(
            Locale language,
            CorrelationId correlationId,
            String nonce,
            String formToken,
            @Nullable Instant sharedUntil,
            List<ErrorCode> advice,
            Map<Audience, String> tokens) {}

    /** All that a client may say to an upstream, and how it must look; otherwise it is left out. */
    static final Map<String, Pattern> FROM_CLIENT = Map.of(
            "Accept", Pattern.compile("[A-Za-z0-9*+./;=, -]{1,512}"),
            "Content-Type",
                    Pattern.compile(
                            "[A-Za-z0-9!#$&^_.+-]{1,64}/[A-Za-z0-9!#$&^_.+-]{1,64}"
                                    + "( ?; ?[A-Za-z-]{1,32}=(\"[A-Za-z0-9 '()+_,./:=?-]{0,80}\"|[A-Za-z0-9'()+_./:=?-]{1,80})){0,4}"),
            "Range", Pattern.compile("bytes=\\d{0,12}-\\d{0,12}"),
            "If-Range", Pattern.compile("\"[!#-~]{0,128}\"|[A-Za-z0-9 ,:-]{1,40}"),
            "If-None-Match", Pattern.compile("(W/)?\"[!#-~]{0,128}\""),
            "If-Modified-Since", Pattern.compile("[A-Za-z0-9 ,:-]{1,40}"),
            "Idempotency-Key", Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
            "Faces-Request", Pattern.compile("partial/(ajax|process)"),
            "X-Requested-With", Pattern.compile("XMLHttpRequest"));

    /**
     * Builds it.
     *
     * @param client the client's values of a header, in order
     * @throws CodedException {@link ErrorCode#REL_MALFORMED} when the path has more than one reading
     */
    static UpstreamRequest of(Route route, Visit visit, Said said, Function<String, List<String>> client) {
        Map<String, String> headers = new LinkedHashMap<>();
        Set<String> nominated = nominated(client.apply("Connection"));
        for (Map.Entry<String, Pattern> header : FROM_CLIENT.entrySet()) {
            List<String> values = client.apply(header.getKey());
            if (values.size() == 1
                    && header.getValue().matcher(values.get(0)).matches()
                    && !nominated.contains(header.getKey())) {
                headers.put(header.getKey(), values.get(0));
            }
        }
        headers.putIfAbsent("Accept", "*/*");
        headers.put("Accept-Language", said.language().getLanguage().equals("en") ? "en" : "fr");
        headers.put(CorrelationId.HEADER, said.correlationId().value());
        if (route.upstream() == Upstream.KEYCLOAK) {
            headers.put("X-Forwarded-For", visit.address().toString());
            headers.put("X-Forwarded-Proto", "https");
            if (visit.path().startsWith(KeycloakCookies.PATH)) {
                KeycloakCookies.sent(client.apply("Cookie")).ifPresent(cookies -> headers.put("Cookie", cookies));
            }
        } else {
            tokens(route, said, headers);
        }
        return new UpstreamRequest(visit.method(), target(route, visit), headers);
    }

    private static void tokens(Route route, Said said, Map<String, String> headers) {
        boolean first = true;
        for (Audience audience : route.audiences()) {
            String token = said.tokens().get(audience);
            if (token != null) {
                headers.put(first ? "Authorization" : audience.header(), first ? "Bearer " + token : token);
            }
            first = false;
        }
        if (route.upstream() == Upstream.PORTAL) {
            headers.put("Nomades-Csp-Nonce", said.nonce());
            headers.put("Nomades-Form-Token", said.formToken());
            if (said.sharedUntil() != null) {
                headers.put("Nomades-Shared-Until", said.sharedUntil().toString());
            }
            if (!said.advice().isEmpty()) {
                headers.put(
                        "Nomades-Advice",
                        said.advice().stream().map(ErrorCode::code).collect(Collectors.joining(" ")));
            }
        }
    }

    /** The path if it has one reading only, so that what was decided on is what is sent, and the query written anew. */
    private static String target(Route route, Visit visit) {
        if (!StrictHttp.canonical(visit.path())) {
            throw new CodedException(ErrorCode.REL_MALFORMED, "");
        }
        Set<String> allowed = route.query();
        Query query = allowed == null || visit.query().parameters().isEmpty()
                ? visit.query()
                : new Query(visit.query().parameters().stream()
                        .filter(parameter -> allowed.contains(parameter.name()))
                        .toList());
        String encoded = query.encoded();
        return encoded.isEmpty() ? visit.path() : visit.path() + "?" + encoded;
    }

    /** The headers that the client calls hop-by-hop (RFC 9110, 7.6.1): they were for the door alone. */
    private static Set<String> nominated(List<String> connection) {
        if (connection.isEmpty()) {
            return Set.of();
        }
        return connection.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .collect(Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
    }
}
