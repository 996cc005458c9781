package fr.intraparis.gateway;

import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RoutesTest {
    /** The login pages, and nothing else, need no second factor: they are where it is given. */
    private static final Set<String> OPEN = Set.of(
            "/realms/nomades/protocol/openid-connect/auth",
            "/realms/nomades/login-actions/authenticate",
            "/realms/nomades/login-actions/required-action",
            "/realms/nomades/login-actions/action-token",
            "/realms/nomades/login-actions/restart",
            "/realms/nomades/login-actions/detached-info",
            "/resources/**");

    @Test
    @Shows("M1")
    void everyRouteNeedsTwoFactorsButTheLoginItself() {
        for (Route route : Routes.ALL) {
            if (route.assurance() == null) {
                assertTrue(OPEN.contains(route.pattern()), route.pattern());
                assertEquals(Upstream.KEYCLOAK, route.upstream(), route.pattern());
                assertEquals(List.of(), route.audiences(), route.pattern());
            } else {
                assertTrue(route.assurance().atLeast(Assurance.MFA), route.pattern());
                assertTrue(route.maxAuthAge().compareTo(Duration.ofHours(10)) <= 0, route.pattern());
                assertEquals(
                        route.upstream() == Upstream.DOOR, route.audiences().isEmpty(), route.pattern());
            }
        }
        Figure.of("%d routes, %d of them the login's", Routes.ALL.size(), OPEN.size());
    }

    @Test
    @Shows("M1")
    void nothingButReadingAndSendingFormsPasses() {
        for (Route route : Routes.ALL) {
            assertTrue(Set.of("GET", "HEAD", "POST").containsAll(route.methods()), route.pattern());
        }
        assertEquals(
                Set.of("GET", "HEAD"), found("/hr/api/payslips/2026-10/pdf").methods());
        assertEquals(
                Set.of("GET", "HEAD"),
                found("/mail/api/messages/7/attachments/1").methods());
        assertEquals(
                Set.of("GET", "HEAD"),
                found("/realms/nomades/protocol/openid-connect/auth").methods());
    }

    @Test
    @Shows("B4.1")
    void thePrivilegedPagesNeedAPasskeyAndTheRole() {
        for (String page : List.of(
                "/intraparis/privileged",
                "/intraparis/privileged/",
                "/intraparis/privileged.xhtml",
                "/intraparis/privileged/passkey",
                "/intraparis/privileged-anything")) {
            Route route = found(page);
            assertEquals(Assurance.PHR, route.assurance(), page);
            assertEquals(Role.PRIVILEGED, route.role(), page);
            assertTrue(route.audiences().contains(Audience.NOMADES), page);
        }
        assertFalse(found("/intraparis/leave").audiences().contains(Audience.NOMADES));
    }

    @Test
    void thePortalGetsItsOwnTokenFirst() {
        assertEquals(Audience.PORTAL, found("/intraparis/").audiences().get(0));
        assertEquals(List.of(Audience.HR), found("/hr/api/payslips").audiences());
        assertEquals(
                List.of(Audience.MAIL),
                found("/mail/api/messages/7/attachments/1").audiences());
    }

    @ParameterizedTest
    @Shows("M1")
    @ValueSource(
            strings = {
                "/intraparis",
                "/health",
                "/metrics",
                "/openapi",
                "/hr/ready",
                "/hr/openapi",
                "/mail/api/messages",
                "/mail/api/outgoing",
                "/mail/ready",
                "/realms/master/protocol/openid-connect/auth",
                "/realms/nomades/account",
                "/realms/nomades/protocol/openid-connect/token",
                "/realms/nomades/protocol/openid-connect/logout",
                "/realms/nomades/protocol/openid-connect/auth/device",
                "/realms/nomades/protocol/openid-connect/registrations",
                "/realms/nomades/login-actions/reset-credentials",
                "/realms/nomades/login-actions/registration",
                "/realms/nomades/login-actions/first-broker-login",
                "/realms/nomades/nomades-passkey-links",
                "/realms/nomades/.well-known/openid-configuration",
                "/admin/master/console/",
                "/resourcesx/a",
                "/Intraparis/",
                "/nomades/anything"
            })
    void whatNoLineNamesDoesNotExist(String path) {
        assertTrue(Routes.find(path).isEmpty(), path);
    }

    @ParameterizedTest
    @CsvSource({
        "/realms/nomades/protocol/openid-connect/auth,KEYCLOAK",
        "/resources/abc/login/nomades/css/nomades.css,KEYCLOAK",
        "/intraparis/,PORTAL",
        "/hr/api/payslips,HR",
        "/mail/api/messages/7/attachments/1,MAIL"
    })
    void aPathHasOneUpstream(String path, Upstream upstream) {
        assertEquals(upstream, found(path).upstream());
    }

    @Test
    @Shows("B1.1")
    void theAuthorizationAddressTakesOnlyAReferenceToAPushedRequest() {
        assertEquals(
                Set.of("client_id", "request_uri"),
                found("/realms/nomades/protocol/openid-connect/auth").query());
    }

    private static Route found(String path) {
        return Routes.find(path).orElseThrow(() -> new AssertionError(path));
    }
}
