package fr.intraparis.gateway.login;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Step.Then;
import fr.intraparis.gateway.session.DoorCookie;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.gateway.session.Sessions;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Signing out, by a form of ours: a link could be followed by anybody's page. */
@ApplicationScoped
public class Logout {
    /** The field of a form that carries the session's form token. */
    public static final String FIELD = "nomades-form-token";

    private static final Log LOG = Log.of(Logout.class);

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
            String token = exchange.request().getParameter(FIELD);
            if (token == null || !same(token, exchange.formToken())) {
                throw new CodedException(ErrorCode.SES_FORM_EXPIRED, "");
            }
            try {
                sessions.logout(session);
            } catch (CodedException later) {
                // Without the database it has not ended here either: better the code than a false farewell.
                if (!"IDP".equals(later.code().area())) {
                    throw later;
                }
                LOG.warn("the session ended here and ends later at Keycloak", later);
            }
        }
        DoorCookie.SESSION.take(exchange.response());
        // The cache only: clearing storage would destroy the key of a bound device.
        exchange.response().setHeader("Clear-Site-Data", "\"cache\"");
        exchange.response().setStatus(303);
        exchange.response().setHeader("Location", "/nomades/logged-out");
        return Then.DONE;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
