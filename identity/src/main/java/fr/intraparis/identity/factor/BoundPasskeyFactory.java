package fr.intraparis.identity.factor;

import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.browser.WebAuthnAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;

/** Offers {@link BoundPasskey} to the realm's flows. */
public final class BoundPasskeyFactory extends WebAuthnAuthenticatorFactory {

    static final String ID = "nomades-bound-passkey";

    @Override
    public Authenticator create(KeycloakSession session) {
        return new BoundPasskey(session);
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "Nomades: bound passkey";
    }

    @Override
    public String getHelpText() {
        return "Asks for a passkey; refuses, with the code NOM-PRV-002, accounts that have none.";
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return new Requirement[] {Requirement.REQUIRED, Requirement.DISABLED};
    }

    @Override
    public boolean isUserSetupAllowed() {
        return false;
    }
}
