package fr.intraparis.gateway.login;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Step.Then;
import fr.intraparis.gateway.session.DoorCookie;
import fr.intraparis.gateway.session.FormToken;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.gateway.session.Sessions;
import fr.intraparis.gateway.session.SharedComputer;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Signing out, by a form of ours: a link could be followed by anybody's page. */
@ApplicationScoped
public class Logout {
    @Inject
    Sessions sessions;

    /** Ends the session here and at Keycloak, and says so on a page that needs none. */
    public Then serve(Exchange exchange) {
        if (!exchange.visit().path().equals("/nomades/logout")) {
            return Then.NEXT;
        }
        if (!exchange.visit().unsafe()) {
            exchange.response().setHeader("Allow", "POST");
            throw new CodedException(ErrorCode.REL_METHOD, "");
        }
        Session session = exchange.session();
        if (session != null) {
            FormToken.need(exchange);
            sessions.logout(session);
        }
        exchange.response().setStatus(303);
        if (SharedComputer.is(exchange.request())) {
            SharedComputer.clear(exchange.response());
            exchange.response().setHeader("Location", "/nomades/logged-out?from=shared");
            return Then.DONE;
        }
        DoorCookie.SESSION.take(exchange.response());
        DoorCookie.RENEWED.take(exchange.response());
        // The cache only: clearing storage would destroy the key of a bound device.
        exchange.response().setHeader("Clear-Site-Data", "\"cache\"");
        exchange.response().setHeader("Location", "/nomades/logged-out");
        return Then.DONE;
    }
}
