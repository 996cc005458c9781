package fr.intraparis.identity.session;

import fr.intraparis.kernel.testing.Shows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Shows("A5.4")
class EndedSessionsTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "nobody",
            value = {
                "DELETE,REALM_ROLE_MAPPING,users/u1/role-mappings/realm,u1",
                "CREATE,REALM_ROLE_MAPPING,users/u1/role-mappings/realm,nobody",
                "DELETE,CLIENT_ROLE_MAPPING,users/u1/role-mappings/clients/c1,u1",
                "DELETE,REALM_ROLE_MAPPING,groups/g1/role-mappings/realm,nobody",
                "DELETE,GROUP_MEMBERSHIP,users/u1/groups/g1,u1",
                "CREATE,GROUP_MEMBERSHIP,users/u1/groups/g1,nobody",
                "ACTION,USER,users/u1/reset-password,u1",
                "ACTION,USER,users/u1/disable-credential-types,u1",
                "ACTION,USER,users/u1/credentials/c1,u1",
                "DELETE,USER,users/u1/credentials/c1,u1",
                "UPDATE,USER,users/u1/credentials/c1/userLabel,nobody",
                "ACTION,USER,users/u1/credentials/c1/moveToFirst,nobody",
                "CREATE,USER,users/u1,nobody",
                "UPDATE,USER,users/u1,nobody",
                "ACTION,USER,users/u1/execute-actions-email,nobody",
                "UPDATE,CLIENT,clients/c1,nobody"
            })
    void whoeverLosesSomethingIsNamed(OperationType operation, ResourceType resource, String path, String who) {
        assertEquals(who, EndedSessions.loses(operation, resource, path));
    }
}
