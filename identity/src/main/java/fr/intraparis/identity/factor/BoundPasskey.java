package fr.intraparis.identity.factor;

import fr.intraparis.identity.page.CodedError;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.authentication.authenticators.browser.WebAuthnAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/** Keycloak's passkey step, which here never offers to register one: without a bound passkey it ends in NOM-PRV-002. */
final class BoundPasskey extends WebAuthnAuthenticator {

    BoundPasskey(KeycloakSession session) {
        super(session);
    }

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        if (AuthenticatorUtil.getAuthnCredentials(context.getAuthenticationSession())
                .contains(WebAuthnCredentialModel.TYPE_TWOFACTOR)) {
            // Shown a moment ago as the second factor of this very login: once is enough.
            context.success();
        } else if (context.getUser().credentialManager().isConfiguredFor(WebAuthnCredentialModel.TYPE_TWOFACTOR)) {
            super.authenticate(context);
        } else {
            CodedError.PASSKEY_NEEDED.end(context);
        }
    }

    /** Always: what is missing is told by {@link #authenticate}; a "no" would make Keycloak offer a registration. */
    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public boolean areRequiredActionsEnabled(KeycloakSession session, RealmModel realm) {
        return false;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        // A passkey is bound by an administrator's one-time link only.
    }
}
