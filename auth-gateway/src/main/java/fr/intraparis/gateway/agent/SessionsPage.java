package fr.intraparis.gateway.agent;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.device.Device;
import fr.intraparis.gateway.device.DeviceClass;
import fr.intraparis.gateway.device.DeviceKeys;
import fr.intraparis.gateway.device.Devices;
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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/**
 * One's own open sessions, each to be ended, and one's own devices, each to be declared lost, from any of them: forms of
 * ours, which may be sent twice.
 */
@ApplicationScoped
class SessionsPage {
    private static final String PATH = "/nomades/sessions";
    private static final String OTHERS = "others";
    private static final Pattern HANDLE = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final String REGISTERED = "registered";
    private static final String LOST = "lost";
    private static final Map<String, String> SAID = Map.of(
            "one", "endedOne", OTHERS, "endedOthers", REGISTERED, "deviceRegistered", LOST, "deviceDeclaredLost");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @Inject
    Sessions sessions;

    @Inject
    Devices devices;

    @Inject
    DeviceKeys keys;

    @Inject
    RefusalPage pages;

    void serve(Exchange exchange, Session session) throws IOException {
        if (exchange.visit().unsafe()) {
            FormToken.need(exchange);
            act(exchange, session);
        } else {
            pages.own(exchange, "sessions", values(exchange, session));
        }
    }

    private void act(Exchange exchange, Session session) {
        String label = exchange.request().getParameter("register");
        String lost = exchange.request().getParameter(LOST);
        if (label != null) {
            String key = keys.key(session).orElseThrow(() -> new CodedException(ErrorCode.DEV_NO_KEY, ""));
            devices.register(session, key, label);
            back(exchange, REGISTERED);
        } else if (lost != null) {
            lose(exchange, session, lost);
        } else {
            end(exchange, session);
        }
    }

    private void lose(Exchange exchange, Session session, String thumbprint) {
        if (!THUMBPRINT.matcher(thumbprint).matches()) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, LOST);
        }
        boolean own = keys.key(session).filter(thumbprint::equals).isPresent();
        devices.lose(session, thumbprint);
        if (own) {
            signedOut(exchange);
        } else {
            back(exchange, LOST);
        }
    }

    private static void back(Exchange exchange, String said) {
        exchange.response().setStatus(303);
        exchange.response().setHeader("Location", PATH + "?ended=" + said);
    }

    private static void signedOut(Exchange exchange) {
        DoorCookie.SESSION.take(exchange.response());
        DoorCookie.RENEWED.take(exchange.response());
        exchange.response().setHeader("Clear-Site-Data", "\"cache\"");
        exchange.response().setStatus(303);
        exchange.response().setHeader("Location", "/nomades/logged-out");
    }

    private void end(Exchange exchange, Session session) {
        String what = exchange.request().getParameter("end");
        if (what == null || !(what.equals(OTHERS) || HANDLE.matcher(what).matches())) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "end");
        }
        if (what.equals(OTHERS)) {
            sessions.endOthers(session);
            back(exchange, OTHERS);
            return;
        }
        sessions.endOwn(session, what);
        if (what.equals(session.handle())) {
            signedOut(exchange);
        } else {
            back(exchange, "one");
        }
    }

    private Map<String, Object> values(Exchange exchange, Session session) {
        Locale language = exchange.language();
        ResourceBundle texts = RefusalPage.texts(language);
        List<Sessions.Open> open = sessions.ofOwner(session);
        String said = exchange.visit().query().first("ended").map(SAID::get).orElse(null);
        Map<String, Object> values = new HashMap<>();
        values.put("ended", said == null ? "" : texts.getString(said));
        values.put("others", open.size() > 1 && !session.shared());
        String key = keys.key(session).orElse("");
        LocalDate today = LocalDate.ofInstant(exchange.visit().at(), PARIS);
        values.put(
                "devices",
                devices.ofOwner(session).stream()
                        .map(device -> device(device, key, today, !session.shared(), language, texts))
                        .toList());
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
                "onShared", session.shared(),
                "since", RefusalPage.time(session.created(), language),
                "sinceInstant", session.created().toString(),
                "seen", RefusalPage.time(open.seen(), language),
                "seenInstant", open.seen().toString(),
                "zone", texts.getString("zone" + session.zone()),
                "handle", session.handle());
    }

    private static Map<String, Object> device(
            Device device, String key, LocalDate today, boolean acts, Locale language, ResourceBundle texts) {
        boolean own = device.thumbprint().equals(key);
        boolean here = device.lost() == null;
        Map<String, Object> values = new HashMap<>();
        values.put("title", device.label().isEmpty() ? device.browser() : device.label());
        values.put("thisDevice", own);
        values.put("browser", device.browser());
        values.put("fingerprint", device.thumbprint());
        values.put("shown", device.shown());
        values.put("class", texts.getString(here ? "device" + device.on(today) : "deviceLost"));
        values.put("waits", here && device.registered() != null && device.granted() == DeviceClass.UNKNOWN);
        values.put("ends", device.ends() == null ? "" : RefusalPage.day(device.ends(), language));
        values.put("agreement", device.agreement() == null ? "" : device.agreement());
        values.put("firstSeen", RefusalPage.time(device.firstSeen(), language));
        values.put("lastSeen", RefusalPage.time(device.lastSeen(), language));
        values.put("canRegister", own && here && device.registered() == null);
        values.put("canLose", here && acts);
        return values;
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
