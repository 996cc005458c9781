package fr.intraparis.it.scenario.relay;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import fr.intraparis.it.check.HeardRequest;
import fr.intraparis.it.suite.Line;
import fr.intraparis.it.suite.Lines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What an upstream may be asked by the relay: written by hand, with no class of the door. */
enum OffThePolicy {
    PORTAL(
            Lines::doorToPortal,
            "portal-web",
            "(GET|HEAD|POST) /intraparis/.*",
            Set.of(
                    "authorization",
                    "nomades-token-hr",
                    "nomades-token-mail",
                    "nomades-csp-nonce",
                    "nomades-form-token")),
    HR(Lines::doorToHr, "hr-services", "(GET|HEAD) /hr/api/.*", Set.of("authorization")),
    MAIL(Lines::doorToMail, "mail-bridge", "(GET|HEAD) /mail/api/.*/attachments/.*", Set.of("authorization")),
    KEYCLOAK(
            Lines::keycloak,
            "-",
            "(GET|HEAD|POST) /realms/nomades/login-actions/(authenticate|required-action|action-token|restart"
                    + "|detached-info)|(GET|HEAD) /realms/nomades/protocol/openid-connect/auth|(GET|HEAD) /resources/.*",
            Set.of("x-forwarded-for", "x-forwarded-proto", "cookie"));

    /** What the door asks for itself, whoever knocks. */
    private static final Pattern OWN = Pattern.compile(
            "(POST /realms/nomades/protocol/openid-connect/(token|ext/par/request|logout|revoke)"
                    + "|GET /realms/nomades/protocol/openid-connect/certs"
                    + "|GET /realms/nomades/\\.well-known/openid-configuration"
                    + "|GET /realms/nomades/warm-up|GET /(hr|mail|intraparis)/ready|POST /mail/api/(sos-tickets.*|official-messages))");

    private static final Pattern CANONICAL = Pattern.compile("(/[A-Za-z0-9._~@+=,-]+)+/?");
    private static final Pattern CLIMBING = Pattern.compile(".*/\\.{1,2}(/.*)?");

    /** Of the client, in a form of their own; and what makes it a request. */
    private static final Set<String> ORDINARY = Set.of(
            "host",
            "connection",
            "user-agent",
            "content-length",
            "transfer-encoding",
            "accept",
            "accept-encoding",
            "accept-language",
            "content-type",
            "range",
            "if-range",
            "if-none-match",
            "if-modified-since",
            "idempotency-key",
            "faces-request",
            "x-requested-with",
            "correlation-id");

    private final Supplier<Line> line;
    private final String audience;
    private final Pattern asked;
    private final Set<String> ours;

    OffThePolicy(Supplier<Line> line, String audience, String asked, Set<String> ours) {
        this.line = line;
        this.audience = audience;
        this.asked = Pattern.compile(asked);
        this.ours = ours;
    }

    /** Whether the door asks this by itself, for nobody's request. */
    static boolean own(HeardRequest request) {
        return OWN.matcher(request.method() + " " + request.path()).matches();
    }

    /** The way from the door to it. */
    Line line() {
        return line.get();
    }

    /** What is wrong with a request that was relayed to it; empty when nothing is. */
    List<String> faults(HeardRequest request) {
        List<String> faults = new ArrayList<>();
        if (!CANONICAL.matcher(request.path()).matches()
                || CLIMBING.matcher(request.path()).matches()) {
            faults.add("the path has two readings");
        }
        if (!asked.matcher(request.method() + " " + request.path()).matches()) {
            faults.add("no route leads there");
        }
        if (!request.values("host").equals(List.of(line().origin().getAuthority()))) {
            faults.add("Host is " + request.values("host"));
        }
        Set<String> seen = new TreeSet<>();
        request.headers().forEach(header -> {
            String name = header.getKey();
            if (!seen.add(name)) {
                faults.add("two headers " + name);
            }
            if (!ORDINARY.contains(name) && !ours.contains(name)) {
                faults.add("a header " + name);
            }
            if (header.getValue().contains(ConfusingRequests.CANARY)) {
                faults.add("the client's own " + name);
            }
        });
        if (!request.values("accept-language").stream().allMatch(value -> value.matches("fr|en"))
                || !request.values("connection").stream().allMatch(value -> value.equals("keep-alive"))) {
            faults.add("a header that the client wrote: " + request.headers());
        }
        for (String bearer : request.values("authorization")) {
            if (!bearer.startsWith("Bearer ") || !audience.equals(audience(bearer.substring(7)))) {
                faults.add("a token for somebody else");
            }
        }
        return faults;
    }

    private static String audience(String token) {
        JsonObject claims = JsonParser.parseString(
                        new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8))
                .getAsJsonObject();
        return claims.get("aud").getAsString();
    }
}
