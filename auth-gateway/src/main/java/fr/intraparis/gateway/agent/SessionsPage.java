package fr.intraparis.gateway.agent;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.refusal.RefusalPage;
import fr.intraparis.gateway.session.DoorCookie;
import fr.intraparis.gateway.session.FormToken;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.gateway.session.Sessions;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/** One's own open sessions, each to be ended, on any device: a form of ours, which may be sent twice. */
@ApplicationScoped
class SessionsPage {
    private static final String PATH = "/nomades/sessions";
    private static final String OTHERS = "others";
    private static final Pattern HANDLE = Pattern.compile("[0-9a-f]{16}");
    private static final Map<String, String> SAID = Map.of("one", "endedOne", OTHERS, "endedOthers");

    @Inject
    Sessions sessions;

    @Inject
    RefusalPage pages;

    void serve(Exchange exchange, Session session) throws IOException {
        if (exchange.visit().unsafe()) {
            end(exchange, session);
        } else {
            pages.own(exchange, "sessions", values(exchange, session));
        }
    }

    private void end(Exchange exchange, Session session) {
        FormToken.need(exchange);
        String what = exchange.request().getParameter("end");
        if (what == null || !(what.equals(OTHERS) || HANDLE.matcher(what).matches())) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "end");
        }
        exchange.response().setStatus(303);
        if (what.equals(OTHERS)) {
            sessions.endOthers(session);
            exchange.response().setHeader("Location", PATH + "?ended=" + OTHERS);
            return;
        }
        sessions.endOwn(session, what);
        if (what.equals(session.handle())) {
            DoorCookie.SESSION.take(exchange.response());
            exchange.response().setHeader("Clear-Site-Data", "\"cache\"");
            exchange.response().setHeader("Location", "/nomades/logged-out");
        } else {
            exchange.response().setHeader("Location", PATH + "?ended=one");
        }
    }

    private Map<String, Object> values(Exchange exchange, Session session) {
        Locale language = exchange.language();
        ResourceBundle texts = RefusalPage.texts(language);
        List<Sessions.Open> open = sessions.ofOwner(session);
        String said = exchange.visit().query().first("ended").map(SAID::get).orElse(null);
        Map<String, Object> values = new HashMap<>();
        values.put("ended", said == null ? "" : texts.getString(said));
        values.put("formToken", exchange.formToken());
        values.put("others", open.size() > 1);
        values.put(
                "rows",
                open.stream().map(one -> row(one, session, language, texts)).toList());
        return values;
    }

    private static Map<String, Object> row(Sessions.Open open, Session own, Locale language, ResourceBundle texts) {
        Session session = open.session();
        return Map.of(
                "browser",
                        session.browser().family() + " " + session.browser().major() + ", "
                                + system(session.browser().system(), texts),
                "own", session.id().equals(own.id()),
                "since", RefusalPage.time(session.created(), language),
                "sinceInstant", session.created().toString(),
                "seen", RefusalPage.time(open.seen(), language),
                "seenInstant", open.seen().toString(),
                "zone", texts.getString("zone" + session.zone()),
                "handle", session.handle());
    }

    private static String system(String kind, ResourceBundle texts) {
        return switch (kind) {
            case "desktop" -> texts.getString("systemDesktop");
            case "android" -> texts.getString("systemAndroid");
            case "ios" -> texts.getString("systemIos");
            default -> kind;
        };
    }
}
