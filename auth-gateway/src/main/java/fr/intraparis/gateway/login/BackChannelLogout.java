package fr.intraparis.gateway.login;

import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Step.Then;
import fr.intraparis.gateway.keycloak.Keycloak;
import fr.intraparis.gateway.session.Sessions;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/** Keycloak says that a session is over: it ends here at once, on every node. */
@ApplicationScoped
public class BackChannelLogout {
    private static final Duration OLDEST = Duration.ofMinutes(2);

    @Inject
    Keycloak keycloak;

    @Inject
    Sessions sessions;

    /** Obeys a true logout token, once. */
    public Then serve(Exchange exchange) {
        if (!exchange.visit().path().equals("/nomades/backchannel-logout")) {
            return Then.NEXT;
        }
        if (!exchange.visit().method().equals("POST")) {
            exchange.response().setHeader("Allow", "POST");
            throw new CodedException(ErrorCode.REL_METHOD, "");
        }
        String token = exchange.request().getParameter("logout_token");
        if (token == null) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "logout_token");
        }
        LogoutTokenClaimsSet claims = keycloak.truth().logoutToken(token);
        Instant made = claims.getIssueTime().toInstant();
        if (Duration.between(made, exchange.visit().at()).abs().compareTo(OLDEST) > 0) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "the logout token is too old");
        }
        String sid =
                claims.getSessionID() == null ? null : claims.getSessionID().getValue();
        String subject =
                claims.getSubject() == null ? null : claims.getSubject().getValue();
        if (!sessions.obey(sid, subject, claims.getJWTID().getValue())) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "the logout token has been used");
        }
        exchange.response().setStatus(200);
        return Then.DONE;
    }
}
