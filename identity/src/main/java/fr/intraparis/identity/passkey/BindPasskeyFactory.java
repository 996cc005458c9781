package fr.intraparis.identity.passkey;

import com.webauthn4j.verifier.attestation.trustworthiness.certpath.CertPathTrustworthinessVerifier;
import org.keycloak.authentication.requiredactions.WebAuthnRegister;
import org.keycloak.authentication.requiredactions.WebAuthnRegisterFactory;
import org.keycloak.models.KeycloakSession;

/** Offers {@link BindPasskey} to the realm. */
public final class BindPasskeyFactory extends WebAuthnRegisterFactory {

    static final String ID = "nomades-bind-passkey";

    @Override
    protected WebAuthnRegister createProvider(KeycloakSession session, CertPathTrustworthinessVerifier trust) {
        return new BindPasskey(session, trust);
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayText() {
        return "Bind a passkey (one-time link only)";
    }

    /** So that Keycloak revokes the link when the passkey is bound. */
    @Override
    public boolean isOneTimeAction() {
        return true;
    }
}
