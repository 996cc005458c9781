package fr.intraparis.gateway.relay;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class KeycloakCookiesTest {
    @Test
    void onlyKeycloaksCookiesGoToKeycloak() {
        assertEquals(
                Optional.of("AUTH_SESSION_ID=abc.node; KC_RESTART=eyJ.x_-"),
                KeycloakCookies.sent(
                        List.of("__Host-Http-nomades=secret; AUTH_SESSION_ID=abc.node", "KC_RESTART=eyJ.x_-; x=1")));
        assertEquals(Optional.empty(), KeycloakCookies.sent(List.of("__Host-Http-nomades=secret")));
    }

    @Test
    void aCookieThatComesTwiceIsLeftOut() {
        assertEquals(
                Optional.of("KC_RESTART=1"),
                KeycloakCookies.sent(List.of("AUTH_SESSION_ID=a; KC_RESTART=1; AUTH_SESSION_ID=b")));
    }

    @Test
    void aCookieOfKeycloakIsWrittenAnew() {
        assertEquals(
                Optional.of("AUTH_SESSION_ID=a.b; Path=/realms/nomades/; Secure; HttpOnly; SameSite=None"),
                KeycloakCookies.received(
                        "AUTH_SESSION_ID=a.b;Version=1;Path=/;Domain=paris.fr;Secure;HttpOnly;SameSite=None"));
        assertEquals(
                Optional.of(
                        "KC_RESTART=; Path=/realms/nomades/; Secure; Max-Age=0; Expires=Thu, 01-Jan-1970 00:00:10 GMT"),
                KeycloakCookies.received(
                        "KC_RESTART=; Max-Age=0; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=/realms/nomades/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__Host-Http-nomades=planted; Path=/",
                "JSESSIONID=1",
                "=x",
                "AUTH_SESSION_ID",
                "AUTH_SESSION_ID=a\r\nX: 1",
                "AUTH_SESSION_ID=a b"
            })
    void noOtherCookieReachesTheBrowser(String setCookie) {
        assertEquals(Optional.empty(), KeycloakCookies.received(setCookie));
    }
}
