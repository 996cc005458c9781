package fr.intraparis.gateway.session;

import fr.intraparis.kernel.testing.Shows;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Shows("A6.3")
class SessionCookieTest {
    private static final String TRUE = Seal.random();

    @Test
    void theOneCookieIsRead() {
        assertEquals(Optional.of(TRUE), Sessions.cookie(sending(cookie("other", "1"), cookie(Sessions.COOKIE, TRUE))));
    }

    @Test
    void twoOfOneNameAreNone() {
        assertEquals(
                Optional.empty(),
                Sessions.cookie(sending(cookie(Sessions.COOKIE, TRUE), cookie(Sessions.COOKIE, TRUE))));
    }

    @Test
    void noCookieIsNoSession() {
        assertEquals(Optional.empty(), Sessions.cookie(sending()));
        assertEquals(Optional.empty(), Sessions.cookie(sending(cookie("__Host-nomades", TRUE))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "null", "' OR 1=1 --", "0000000000000000000000000000000000000000000"})
    void aBrokenCookieIsNoSessionAndNoFailure(String value) {
        Optional<String> read = Sessions.cookie(sending(cookie(Sessions.COOKIE, value)));
        assertEquals(value.length() == TRUE.length() ? Optional.of(value) : Optional.empty(), read);
    }

    private static Cookie cookie(String name, String value) {
        return new Cookie(name, value);
    }

    private static HttpServletRequest sending(Cookie... cookies) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                SessionCookieTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getCookies") ? (cookies.length == 0 ? null : cookies) : null);
    }
}
