package fr.intraparis.gateway.relay;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Route;
import fr.intraparis.gateway.Upstream;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.http.StrictHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The door's decision for a front proxy that relays by itself (nginx {@code auth_request}, HAProxy): the same judgement
 * and the same rebuilt request, told instead of sent. On the internal listener only, to who knows the key of the
 * configuration; without a key it is not there.
 */
@ApplicationScoped
public class FrontProxy {
    /** Where a front proxy asks. */
    public static final String PATH = "/nomades/decision";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
    private static final int SHORTEST_KEY = 32;

    @Inject
    @ConfigProperty(name = "nomades.front-key", defaultValue = " ")
    String key = "";

    @Inject
    @ConfigProperty(name = "nomades.internal-port", defaultValue = "8444")
    int internalPort;

    @Inject
    @ConfigProperty(name = "intraparis.origin")
    String origin = "";

    @Inject
    Relay relay;

    /** Whether this is a front proxy's question. */
    public boolean asks(HttpServletRequest request) {
        return request.getLocalPort() == internalPort && request.getRequestURI().equals(PATH);
    }

    /**
     * The exchange that it asks about, to be judged.
     *
     * @throws CodedException {@link ErrorCode#REL_NO_ROUTE} for whoever does not know the key; what {@link StrictHttp}
     *     refuses
     */
    public Exchange asked(Exchange question) {
        HttpServletRequest request = question.request();
        String method = request.getHeader(FrontRequest.METHOD);
        String target = request.getHeader(FrontRequest.TARGET);
        if (!knows(request.getHeader(FrontRequest.KEY)) || method == null || target == null) {
            throw new CodedException(ErrorCode.REL_NO_ROUTE, "");
        }
        FrontRequest about = new FrontRequest(request, method, target);
        // Its headers have been read strictly as ours; Host is the front proxy's to judge.
        ErrorCode refused = StrictHttp.judge(
                method,
                about.getRequestURI(),
                about.getQueryString(),
                Map.of("host", List.of("door")),
                METHODS,
                Set.of("door"));
        if (refused != null) {
            throw new CodedException(refused, "");
        }
        return question.about(about);
    }

    /** Tells that the way is free, and what goes upstream: by the headers of this answer and no others. */
    public void tell(Exchange exchange, Route route) {
        HttpServletResponse response = exchange.response();
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setHeader("Nomades-Rule", exchange.rule());
        boolean door = route.upstream() == Upstream.DOOR || route.upstream() == Upstream.KEYCLOAK;
        response.setHeader(
                "Nomades-Upstream", door ? "door" : route.upstream().name().toLowerCase(Locale.ROOT));
        if (!door) {
            UpstreamRequest built = relay.built(exchange, route);
            response.setHeader("Nomades-Target", built.target());
            if (route.upstream() == Upstream.MAIL) {
                response.setHeader("Nomades-Policy", ResponseHeaders.FOREIGN);
            }
            built.headers().forEach((name, value) -> response.setHeader("Nomades-Up-" + name, value));
        }
    }

    /** Tells that it is not, why, and where the person finds a way: at the door itself, which explains or signs in. */
    public void refuse(Exchange exchange, ErrorCode code, boolean loginMends) throws IOException {
        HttpServletResponse response = exchange.response();
        response.setStatus(loginMends ? HttpServletResponse.SC_UNAUTHORIZED : HttpServletResponse.SC_FORBIDDEN);
        response.setHeader("Nomades-Code", code.code());
        response.setHeader("Nomades-Rule", exchange.rule());
        response.setHeader("Nomades-Go", origin + about(exchange));
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream()
                .write(Problem.of(code, "", exchange.correlationId(), Instant.now(), exchange.language())
                        .toJson(Map.of("rule", exchange.rule()))
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** The address that was asked about, once it has one reading. */
    private static String about(Exchange exchange) {
        if (!exchange.visited()) {
            return "/";
        }
        String query = exchange.visit().query().encoded();
        return exchange.visit().path() + (query.isEmpty() ? "" : "?" + query);
    }

    private boolean knows(@Nullable String said) {
        String configured = key.strip();
        return configured.length() >= SHORTEST_KEY
                && said != null
                && MessageDigest.isEqual(
                        configured.getBytes(StandardCharsets.UTF_8), said.getBytes(StandardCharsets.UTF_8));
    }
}
