package fr.intraparis.gateway.refusal;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Route;
import fr.intraparis.gateway.RoutePolicy;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.http.Language;
import fr.intraparis.kernel.http.SecurityHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells a person, or a program, why the door did not do what was asked. */
@ApplicationScoped
public class RefusalPage {
    /** Areas whose refusals show what was seen: it is the person's own browser and network. */
    private static final Set<String> SHOWN = Set.of("BRW", "NET");
    /** What goes by itself when the page's script proves that the browser has the session's key. */
    private static final Set<ErrorCode> RENEWAL_MENDS = Set.of(ErrorCode.SES_COPIED, ErrorCode.DEV_NO_KEY);

    @Inject
    @ConfigProperty(name = "nomades.support-phone", defaultValue = "01 99 00 39 75")
    String supportPhone = "";

    @Inject
    @ConfigProperty(name = "intraparis.origin")
    String origin = "";

    /** Answers with the status of the code; the visit may be missing when the request was refused before. */
    public void write(Exchange exchange, ErrorCode code, String detail) throws IOException {
        Locale language = exchange.session() == null && !exchange.visited()
                ? Language.of(exchange.request())
                : exchange.language();
        String shown = shown(exchange, code, detail);
        Instant now = Instant.now();
        HttpServletResponse response = exchange.response();
        response.setStatus(code.status());
        if (code.status() == 503) {
            response.setHeader("Retry-After", "10");
        } else if (code.status() == 429) {
            response.setHeader("Retry-After", "60");
        }
        if (toProgram(exchange)) {
            Problem problem = Problem.of(code, shown, exchange.correlationId(), now, language);
            send(
                    response,
                    Problem.MEDIA_TYPE,
                    SecurityHeaders.NOTHING,
                    problem.toJson(Map.of("rule", exchange.rule())));
        } else {
            response.setHeader("Content-Language", language.getLanguage());
            send(
                    response,
                    "text/html;charset=UTF-8",
                    SecurityHeaders.contentSecurityPolicy(exchange.nonce()),
                    DoorPage.refusal(
                            code,
                            exchange.rule(),
                            shown,
                            exchange.visited() && exchange.visit().unsafe(),
                            exchange.correlationId(),
                            now,
                            language,
                            supportPhone,
                            origin,
                            exchange.visited() && !exchange.visit().unsafe() && RENEWAL_MENDS.contains(code)));
        }
    }

    /** Details are for the log, in English; a person is shown what browser and network were taken for, and since when. */
    private static String shown(Exchange exchange, ErrorCode code, String detail) {
        if (exchange.rule().equals(RoutePolicy.BLOCKED) && !detail.isEmpty()) {
            return time(Instant.parse(detail), exchange.language());
        }
        return SHOWN.contains(code.area()) ? detail : "";
    }

    /** Says that somebody is signed out. */
    void loggedOut(Exchange exchange) throws IOException {
        exchange.response().setHeader("Content-Language", exchange.language().getLanguage());
        send(
                exchange.response(),
                "text/html;charset=UTF-8",
                SecurityHeaders.contentSecurityPolicy(exchange.nonce()),
                DoorPage.loggedOut(
                        exchange.visit().query().first("from").isPresent(), exchange.language(), supportPhone));
    }

    /** Answers with one of the door's pages for somebody who is signed in: its name, and the values of its part. */
    public void own(Exchange exchange, String name, Map<String, Object> values) throws IOException {
        Map<String, Object> all = new HashMap<>(values);
        all.put("formToken", exchange.formToken());
        exchange.response().setHeader("Content-Language", exchange.language().getLanguage());
        send(
                exchange.response(),
                "text/html;charset=UTF-8",
                SecurityHeaders.contentSecurityPolicy(exchange.nonce()),
                DoorPage.own(name, all, exchange.session(), exchange.language(), supportPhone));
    }

    /** The texts of the door's pages in that language. */
    public static ResourceBundle texts(Locale language) {
        return DoorPage.texts(language);
    }

    /** The language that a page offers instead of that one. */
    public static String other(Locale language) {
        return language.getLanguage().equals("en") ? "fr" : "en";
    }

    /** That time in Paris, as the door's pages say it. */
    public static String time(Instant at, Locale language) {
        return DoorPage.time(at, language);
    }

    /** That day, as the door's pages say it. */
    public static String day(LocalDate day, Locale language) {
        return DoorPage.day(day, language);
    }

    /** Whether a program reads the answer. A browser that opens an API's address gets a page: it asks for HTML first. */
    public static boolean toProgram(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        String accept = request.getHeader("Accept");
        if (accept != null && accept.contains("text/html")) {
            return false;
        }
        if (accept != null && accept.contains("json")) {
            return true;
        }
        Route route = exchange.route();
        if (route != null) {
            return route.kind() == Route.Kind.API;
        }
        String path = request.getRequestURI();
        return path.startsWith("/hr/") || path.startsWith("/mail/") || path.startsWith("/nomades/api/");
    }

    private static void send(HttpServletResponse response, String type, String contentSecurityPolicy, String text)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setHeader("Content-Security-Policy", contentSecurityPolicy);
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
