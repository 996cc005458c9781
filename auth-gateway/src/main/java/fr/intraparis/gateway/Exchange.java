package fr.intraparis.gateway;

import fr.intraparis.gateway.device.Standing;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.http.SecurityHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serial;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request on its way through the pipeline, with what the steps have found out so far. Of one thread. */
public final class Exchange {

    /** What memory does not answer, or what is to be acted upon: such a request goes through the servlet container. */
    public static final class LongWay extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        /** Nobody is told of it, so it has no stack trace. */
        public LongWay() {
            super("the long way", null, false, false);
        }
    }

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final CorrelationId correlationId;
    private final String nonce;
    private final Map<Audience, String> tokens = new EnumMap<>(Audience.class);
    private final boolean question;
    private final boolean fromMemory;
    private @Nullable Visit visit;
    private @Nullable Route route;
    private @Nullable Session session;
    private Standing standing = Standing.KEYLESS;
    private String proof = "";
    private String formToken = "";
    private String rule = "";

    Exchange(HttpServletRequest request, HttpServletResponse response, CorrelationId correlationId, String nonce) {
        this(request, response, correlationId, nonce, false, false);
    }

    private Exchange(
            HttpServletRequest request,
            HttpServletResponse response,
            CorrelationId correlationId,
            String nonce,
            boolean question,
            boolean fromMemory) {
        this.request = request;
        this.response = response;
        this.correlationId = correlationId;
        this.nonce = nonce;
        this.question = question;
        this.fromMemory = fromMemory;
    }

    /** A question about a request that the servlet container has not seen: answered from memory, or not at all. */
    public static Exchange fromMemory(HttpServletRequest request, HttpServletResponse response, CorrelationId id) {
        return new Exchange(request, response, id, GatewayFilter.nonce(), true, true);
    }

    /** A question about another request, answered in this one's place. */
    public Exchange about(HttpServletRequest other) {
        return new Exchange(other, response, correlationId, nonce, true, fromMemory);
    }

    /** Whether it is only asked what would be done: then nothing is begun and nobody is sent anywhere. */
    boolean question() {
        return question;
    }

    /** Whether nothing may be asked of another program, and nothing done. */
    public boolean fromMemory() {
        return fromMemory;
    }

    /**
     * Before anything is asked of another program, or done.
     *
     * @throws LongWay when neither may be
     */
    public void beforeActing() {
        if (fromMemory) {
            throw new LongWay();
        }
    }

    /** The request as the container hands it over: only for its body and for headers that a step validates. */
    public HttpServletRequest request() {
        return request;
    }

    /** The response; the door's headers are already on it. */
    public HttpServletResponse response() {
        return response;
    }

    /** Takes back what has been put on the response while nobody has seen it; only the door's own headers stay. */
    public void startOver() {
        response.reset();
        response.setHeader(CorrelationId.HEADER, correlationId.value());
        SecurityHeaders.set(response, SecurityHeaders.contentSecurityPolicy(nonce));
    }

    /** The number of this request. */
    public CorrelationId correlationId() {
        return correlationId;
    }

    /** The nonce of this response's Content-Security-Policy. */
    public String nonce() {
        return nonce;
    }

    /** Whether the facts have been gathered. */
    public boolean visited() {
        return visit != null;
    }

    /** The facts. */
    public Visit visit() {
        if (visit == null) {
            throw new IllegalStateException("no step has gathered the facts yet");
        }
        return visit;
    }

    void visit(Visit facts) {
        visit = facts;
    }

    /** The line of {@link Routes}; null before its step and on the door's own pages. */
    public @Nullable Route route() {
        return route;
    }

    void route(Route found) {
        route = found;
    }

    /** Who is signed in; null when nobody is, or before that step. */
    public @Nullable Session session() {
        return session;
    }

    void session(@Nullable Session found) {
        session = found;
    }

    /** The tokens of the route, one per audience; empty before that step and on open routes. */
    public Map<Audience, String> tokens() {
        return tokens;
    }

    /** What the forms of this session carry; empty without a session. */
    public String formToken() {
        return formToken;
    }

    /** Puts another in its place. */
    public void formToken(String token) {
        formToken = token;
    }

    /** The proof that came with the request, unread; empty when none did. */
    public String proof() {
        return proof;
    }

    void proof(String text) {
        proof = text;
    }

    /** How the request stands to the key of its session. */
    public Standing standing() {
        return standing;
    }

    /** Says how. */
    public void standing(Standing found) {
        standing = found;
    }

    /** The rule that this request is judged by at the moment, as a refusal names it; empty before the first. */
    public String rule() {
        return rule;
    }

    void rule(String id) {
        rule = id;
    }

    /** The language to answer in: the person's choice, else what the browser asks for. */
    public Locale language() {
        if (session != null) {
            return session.language();
        }
        return visit == null ? Locale.FRENCH : visit.language();
    }
}
