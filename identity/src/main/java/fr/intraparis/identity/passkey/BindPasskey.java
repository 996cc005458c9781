package fr.intraparis.identity.passkey;

import com.webauthn4j.verifier.attestation.trustworthiness.certpath.CertPathTrustworthinessVerifier;
import fr.intraparis.identity.page.CodedError;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.requiredactions.WebAuthnRegister;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Keycloak's registration of a passkey, behind two conditions of ours: the session was opened by a one-time link, and
 * this browser is the first to have opened it. Keycloak 26.7.3 marks its own registration as repeatable, so that an
 * ordinary link could be replayed until it expires.
 */
final class BindPasskey extends WebAuthnRegister {

    private static final String CLAIMED = "nomades.passkey-link-claimed";

    private final KeycloakSession session;

    BindPasskey(KeycloakSession session, CertPathTrustworthinessVerifier trust) {
        super(session, trust);
        this.session = session;
    }

    /** A client can't ask for it ({@code kc_action}): a thief of a password and a code would. */
    @Override
    public InitiatedActionSupport initiatedActionSupport() {
        return InitiatedActionSupport.NOT_SUPPORTED;
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        if (holdsTheLink(context)) {
            super.requiredActionChallenge(context);
        } else {
            CodedError.LINK_SPENT.end(context);
        }
    }

    @Override
    public void processAction(RequiredActionContext context) {
        if (holdsTheLink(context)) {
            super.processAction(context);
        } else {
            CodedError.LINK_SPENT.end(context);
        }
    }

    private boolean holdsTheLink(RequiredActionContext context) {
        var login = context.getAuthenticationSession();
        if (login.getAuthNote(CLAIMED) != null) {
            return true;
        }
        String link = login.getAuthNote(AuthenticationManager.INVALIDATE_ACTION_TOKEN);
        boolean first = link != null
                && session.singleUseObjects()
                        .putIfAbsent("nomades-passkey-link:" + link, PasskeyLinks.LIFE.toSeconds() * 2);
        if (first) {
            login.setAuthNote(CLAIMED, "true");
        }
        return first;
    }
}
