package fr.intraparis.gateway.privileged;

import fr.intraparis.kernel.contract.nomades.Factor;
import fr.intraparis.kernel.contract.nomades.PrivilegedAccount;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KeycloakRealmAdminTest {
    @Test
    void aPasskeyMeetsThePolicyAndACodeDoesNot() {
        assertFalse(account(credential("password"), credential("otp")).meetsPolicy());
        assertTrue(account(credential("password"), credential("webauthn")).meetsPolicy());
        assertEquals(
                List.of("PASSWORD", "TOTP", "PASSKEY", "RECOVERY_CODES"),
                account(
                                credential("password"),
                                credential("otp"),
                                credential("webauthn-passwordless"),
                                credential("recovery-authn-codes"))
                        .factors()
                        .stream()
                        .map(Factor::type)
                        .toList());
    }

    private static PrivilegedAccount account(CredentialRepresentation... credentials) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername("david.petit");
        user.setFirstName("David");
        user.setEnabled(true);
        return KeycloakRealmAdmin.account(user, List.of("it-admin"), List.of(credentials));
    }

    private static CredentialRepresentation credential(String type) {
        CredentialRepresentation credential = new CredentialRepresentation();
        credential.setType(type);
        return credential;
    }
}
