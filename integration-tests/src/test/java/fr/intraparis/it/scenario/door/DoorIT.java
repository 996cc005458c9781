package fr.intraparis.it.scenario.door;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.HeaderSet;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Line;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The one public way in. */
@EndToEnd
class DoorIT {
    private static final String SESSION = "__Host-Http-nomades";

    /** What may reach a WAR from the door, in lower case. */
    private static final Set<String> HANDED_ON = Set.of(
            "host",
            "connection",
            "authorization",
            "nomades-token-portal",
            "nomades-token-hr",
            "nomades-token-mail",
            "nomades-token-nomades",
            "nomades-form-token",
            "nomades-csp-nonce",
            "correlation-id",
            "accept",
            "accept-language",
            "accept-encoding",
            "content-type",
            "content-length",
            "range",
            "if-none-match",
            "if-modified-since",
            "if-range",
            "idempotency-key",
            "user-agent");

    @Test
    @Shows("M1")
    void theSessionIsInTheDatabaseAndTheBrowserHoldsStrictCookies(City city) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        List<Cookie> ofTheDoor = amelie.page().context().cookies(city.origin() + "/intraparis/");
        assertEquals(
                List.of(SESSION, SESSION + "-renewed"),
                ofTheDoor.stream().map(held -> held.name).sorted().toList(),
                "who is signed in, and when the browser last signed for it");
        assertTrue(ofTheDoor.stream().allMatch(held -> held.secure && held.httpOnly && held.path.equals("/")));
        Cookie cookie = ofTheDoor.stream()
                .filter(held -> held.name.equals(SESSION))
                .findFirst()
                .orElseThrow();
        assertAll(
                () -> assertTrue(cookie.secure, "Secure"),
                () -> assertTrue(cookie.httpOnly, "HttpOnly"),
                () -> assertTrue(
                        cookie.sameSite == SameSiteAttribute.LAX || cookie.sameSite == SameSiteAttribute.STRICT,
                        "SameSite " + cookie.sameSite),
                () -> assertEquals("/", cookie.path),
                () -> assertEquals("localhost", cookie.domain, "no Domain"));
        Instruments instruments = Instruments.of(city);
        assertFalse(
                instruments
                        .nomades()
                        .rows("SELECT 1 FROM session WHERE username = 'amelie.durand'")
                        .isEmpty(),
                "a row in PostgreSQL");
        String everything = instruments.nomades().rows("SELECT * FROM session").toString();
        assertFalse(everything.contains(cookie.value), "the cookie is not in the database in clear");
        assertEquals(
                "[]",
                amelie.page()
                        .evaluate("JSON.stringify(Object.keys(localStorage).concat(Object.keys(sessionStorage)))"));
        assertEquals("", amelie.page().evaluate("document.cookie"), "a script sees no cookie");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/health",
                "/health/ready",
                "/metrics",
                "/openapi",
                "/hr",
                "/hr/ready",
                "/mail/ready",
                "/nomades/ready",
                "/nomades/api/privileged-accounts",
                "/admin/",
                "/admin/master/console/",
                "/realms/master/protocol/openid-connect/auth",
                "/realms/nomades/account/",
                "/realms/nomades/protocol/openid-connect/token",
                "/realms/nomades/protocol/openid-connect/certs",
                "/realms/nomades/nomades-passkey-links",
                "/realms/nomades/login-actions/registration",
                "/realms/nomades/login-actions/reset-credentials"
            })
    @Shows({"M1", "M9"})
    void whatNoRouteNamesDoesNotExist(String path, City city) {
        Http.Answer answer = Instruments.of(city)
                .http()
                .get(
                        city.at(path),
                        "Accept",
                        "application/json",
                        "User-Agent",
                        Stage.windows().userAgent());
        Story.current().tell(path + ": " + answer.status() + " " + answer.code());
        assertEquals(404, answer.status(), answer.text());
        assertEquals(ErrorCode.REL_NO_ROUTE.code(), answer.code(), answer.text());
        assertEquals(List.of(), HeaderSet.faults(answer.headers()));
    }

    @Test
    @Shows({"M1", "M2"})
    void aRequestIsRebuiltAndNothingForgedReachesAWar(City city) {
        Lines.needed();
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        Line hr = Lines.hr();
        Story.current().afterwards(hr::mend);
        hr.spoil(Lines.certificate(), 200, "application/json", "{}");
        Http.Answer answer = Instruments.of(city)
                .http()
                .get(
                        city.at("/hr/api/payslips"),
                        "DPoP",
                        amelie.proof("GET", "/hr/api/payslips"),
                        "Cookie",
                        amelie.cookies() + "; other=1",
                        "User-Agent",
                        Stage.windows().userAgent(),
                        "Accept",
                        "application/json",
                        "Authorization",
                        "Bearer forged",
                        "Nomades-Token-Hr",
                        "forged",
                        "X_Forwarded_User",
                        "root",
                        "X-Remote-User",
                        "bruno.martin",
                        "Correlation-Id",
                        "11111111-1111-1111-1111-111111111111",
                        "Keep-Alive",
                        "timeout=99",
                        "Proxy-Authorization",
                        "Basic Zm9yZ2Vk",
                        "Origin",
                        city.origin().toString(),
                        "TE",
                        "trailers");
        assertEquals(200, answer.status(), answer.text());
        assertEquals(1, hr.heard().size());
        String heard = hr.heard().get(0);
        for (String line : heard.substring(0, heard.indexOf("\r\n\r\n")).split("\r\n")) {
            if (line.contains(": ")) {
                String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
                assertTrue(HANDED_ON.contains(name), "handed on: " + name);
            }
        }
        String lower = heard.toLowerCase(Locale.ROOT);
        for (String forged : List.of("forged", "root", "bruno", "11111111", "cookie", "trailers", "timeout=99")) {
            assertFalse(lower.contains(forged), "reached the WAR: " + forged);
        }
        assertTrue(lower.contains("authorization: bearer ey"), "the door's own token is there");
        Story.current().tell("Of 12 headers that a client forged, none reached hr-services");
    }

    @Test
    @Shows({"M1", "A1.3", "M9"})
    void anUpstreamThatIsDownOrSilentIsToldWithACode(City city) {
        Lines.needed();
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        Line portal = Lines.portal();
        Story.current().afterwards(portal::mend);

        portal.cut();
        Response down = amelie.visit("/intraparis/leave");
        assertEquals(502, down.status());
        amelie.sees(ErrorCode.REL_UPSTREAM_DOWN);
        assertFalse(down.text().contains("Exception"), "a stack trace");

        portal.freeze();
        Response slow = amelie.visit("/intraparis/leave");
        assertEquals(504, slow.status());
        amelie.sees(ErrorCode.REL_UPSTREAM_SLOW);

        portal.mend();
        amelie.opens("/intraparis/leave").sees("Congés");
    }
}
