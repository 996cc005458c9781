package fr.intraparis.gateway.agent;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.RoutePolicy;
import fr.intraparis.gateway.RoutePolicy.Asker;
import fr.intraparis.gateway.RoutePolicy.Decision;
import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.block.Blocks;
import fr.intraparis.gateway.refusal.RefusalPage;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.http.SecurityHeaders;
import fr.intraparis.kernel.http.StrictHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why a page is open or closed to whoever asks, about themself only, as they stand there: the judgement of the door on a
 * visit that reads that page.
 */
@ApplicationScoped
class ExplainPage {
    private static final String HOME = "/intraparis/";
    /** What people type for it; the door leads them there. */
    private static final Set<String> HOME_TYPED = Set.of("/", "/intraparis");

    @Inject
    RefusalPage pages;

    @Inject
    Blocks blocks;

    void serve(Exchange exchange, Session session) throws IOException {
        String asked = exchange.visit().query().first("route").orElse(HOME);
        if (!StrictHttp.canonical(asked)) {
            throw new CodedException(ErrorCode.REL_MALFORMED, "route");
        }
        Visit visit = exchange.visit().reading(HOME_TYPED.contains(asked) ? HOME : asked);
        Decision decision = RoutePolicy.judge(
                visit,
                new Asker(
                        session, false, blocks.of(session), exchange.standing().asking()));
        if (RefusalPage.toProgram(exchange)) {
            json(exchange, asked, session, decision);
        } else {
            pages.own(exchange, "explain", values(exchange, asked, session, decision));
        }
    }

    private static void json(Exchange exchange, String asked, Session session, Decision decision) throws IOException {
        Locale language = exchange.language();
        ErrorCode code = decision.code();
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("route", asked)
                .add("allowed", decision.allowed())
                .add("rule", decision.rule())
                .add("evidence", decision.evidence());
        if (code != null) {
            json.add("code", code.code())
                    .add("title", code.title(language))
                    .add("cure", code.cure(language))
                    .add("who", code.who().in(language));
        }
        byte[] body = json.add("zone", exchange.visit().zone().name())
                .add("acr", session.assurance().acr())
                .add("amr", Json.createArrayBuilder(session.amr()))
                .add("authTime", session.authTime().toString())
                .add("roles", Json.createArrayBuilder(roles(session)))
                .add("correlationId", exchange.correlationId().value())
                .add("time", exchange.visit().at().toString())
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        HttpServletResponse response = exchange.response();
        response.setHeader("Content-Security-Policy", SecurityHeaders.NOTHING);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static Map<String, Object> values(Exchange exchange, String asked, Session session, Decision decision) {
        Locale language = exchange.language();
        ResourceBundle texts = RefusalPage.texts(language);
        Map<String, Object> values = new HashMap<>();
        ErrorCode code = decision.code();
        values.put("asked", asked);
        values.put("otherQuery", "?route=" + asked + "&lang=" + RefusalPage.other(language));
        values.put("verdict", texts.getString(code == null ? "explainOpen" : "explainClosed"));
        values.put("refused", code != null);
        if (code != null) {
            values.put("what", code.title(language));
            values.put("cure", code.cure(language));
            values.put("who", code.who().in(language));
            values.put("code", code.code());
        }
        values.put("rule", decision.rule());
        values.put("evidence", decision.evidence());
        values.put(
                "facts",
                List.of(
                        fact(
                                texts,
                                "factZone",
                                texts.getString("zone" + exchange.visit().zone())),
                        fact(texts, "factLevel", session.assurance().acr()),
                        fact(texts, "factFactors", String.join(", ", session.amr())),
                        fact(texts, "factAuthenticated", RefusalPage.time(session.authTime(), language)),
                        fact(texts, "factRoles", String.join(", ", roles(session)))));
        values.put("correlation", exchange.correlationId().value());
        return values;
    }

    private static Map<String, String> fact(ResourceBundle texts, String name, String value) {
        return Map.of("name", texts.getString(name), "value", value);
    }

    private static List<String> roles(Session session) {
        return session.roles().stream().map(Role::claim).sorted().collect(Collectors.toList());
    }
}
