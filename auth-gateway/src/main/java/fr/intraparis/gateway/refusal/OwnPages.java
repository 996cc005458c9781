package fr.intraparis.gateway.refusal;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Step.Then;
import fr.intraparis.gateway.session.DoorCookie;
import fr.intraparis.gateway.session.SharedComputer;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.http.SecurityHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The door's own pages that need neither posture nor session: what even a refused browser may see. */
@ApplicationScoped
public class OwnPages {
    static final String ASSETS = "/nomades/assets/";
    /** The picture that only who trusts our certificate can load. */
    private static final String CHECK = "check.svg";

    private static final Map<String, String> TYPES = Map.of(
            "nomades.css",
            "text/css;charset=UTF-8",
            "device.js",
            "text/javascript;charset=UTF-8",
            "copy.js",
            "text/javascript;charset=UTF-8",
            "nomades.svg",
            "image/svg+xml",
            CHECK,
            "image/svg+xml");

    @Inject
    RefusalPage pages;

    /** Serves one of them, or lets the next step run. */
    public Then serve(Exchange exchange) throws IOException {
        String path = exchange.visit().path();
        if (path.startsWith(ASSETS)) {
            reading(exchange);
            asset(exchange, path.substring(ASSETS.length()));
            return Then.DONE;
        }
        if (path.equals("/favicon.ico")) {
            reading(exchange);
            asset(exchange, "nomades.svg");
            return Then.DONE;
        }
        if (path.equals("/nomades/logged-out")) {
            reading(exchange);
            pages.loggedOut(exchange);
            return Then.DONE;
        }
        return Then.NEXT;
    }

    private static void reading(Exchange exchange) {
        if (exchange.visit().unsafe()) {
            exchange.response().setHeader("Allow", "GET, HEAD");
            throw new CodedException(ErrorCode.REL_METHOD, "");
        }
    }

    private static void asset(Exchange exchange, String name) throws IOException {
        HttpServletResponse response = exchange.response();
        String type = TYPES.get(name);
        try (InputStream file = type == null ? null : OwnPages.class.getResourceAsStream("assets/" + name)) {
            if (file == null) {
                throw new CodedException(ErrorCode.REL_NO_ROUTE, "");
            }
            byte[] bytes = file.readAllBytes();
            response.setContentType(type);
            response.setHeader("Content-Security-Policy", SecurityHeaders.NOTHING);
            // The same for everybody, and a new style should show within the hour; a shared computer keeps none.
            if (DoorCookie.SESSION.of(exchange.request()).isPresent() && !SharedComputer.is(exchange.request())) {
                response.setHeader("Cache-Control", "public, max-age=3600");
            }
            if (name.equals(CHECK)) {
                // The bootstrap page, another origin, shows it: that it loads is all it says.
                response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
                response.setHeader("Cache-Control", "no-store");
            }
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }
}
