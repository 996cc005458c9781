package fr.intraparis.it.scenario.session;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.sun.net.httpserver.HttpServer;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.actor.DeviceKey;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.Wire;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** What other sites send in a person's name, sessions that somebody else chose, and cookies that somebody planted. */
@EndToEnd
class ForgeriesIT {
    private static final String SESSION = "__Host-Http-nomades";
    private static final String LOGIN = "__Host-Http-nomades-tx";
    private static final String RENEWED = "__Host-Http-nomades-renewed";
    private static final String SESSIONS = "/nomades/sessions";

    /** Everything that changes something and that a browser may send. */
    private static final List<String> CHANGES = List.of(
            "/intraparis/leave",
            "/intraparis/mailbox",
            "/intraparis/privileged",
            SESSIONS,
            "/nomades/device",
            "/nomades/logout",
            "/nomades/sos",
            "/realms/nomades/login-actions/authenticate",
            "/realms/nomades/login-actions/required-action",
            "/nomades/no-such-page");

    @Test
    @Shows("A6.3")
    void whatAnotherSiteSendsInAPersonsNameChangesNothing(City city) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        Http http = Instruments.of(city).http();
        String own = city.origin().toString();
        String neighbour = own.replaceAll(":\\d+$", ":1");
        List<List<String>> foreign = List.of(
                List.of(),
                List.of("Origin", "https://evil.example"),
                List.of("Origin", "null"),
                List.of("Origin", neighbour),
                List.of("Origin", own.replace("https:", "http:")),
                List.of("Origin", own + ".evil.example"),
                List.of("Origin", own, "Sec-Fetch-Site", "cross-site"),
                List.of("Origin", own, "Sec-Fetch-Site", "same-site"),
                List.of("Sec-Fetch-Site", "cross-site"),
                List.of("Sec-Fetch-Site", "none"),
                List.of("Referer", own + "/intraparis/leave"));
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (String path : CHANGES) {
            for (List<String> headers : foreign) {
                Http.Answer answer = post(city, http, amelie, path, headers);
                asked++;
                if (answer.status() != 403 || !ErrorCode.SES_CROSS_SITE.code().equals(answer.code())) {
                    wrong.add(path + " " + headers + ": " + answer.status() + " " + answer.text());
                }
            }
        }
        assertEquals(List.of(), wrong);
        // The same from our own page is heard; what it lacks then is the form's token.
        Http.Answer heard = post(city, http, amelie, SESSIONS, List.of("Origin", own, "Sec-Fetch-Site", "same-origin"));
        assertEquals(ErrorCode.SES_FORM_EXPIRED.code(), heard.code(), heard.text());
        assertEquals(200, amelie.visit(SESSIONS).status(), "nobody was signed out");
        Figure.of("%d forms of other sites in a person's name, none heard", asked);
    }

    @Test
    @Shows("A6.3")
    void aFormOfAnotherSiteInTheSameBrowserReachesNothing(City city) throws IOException {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        Database nomades = Instruments.of(city).nomades();
        String session = amelie.sessionId();
        // Another port of the same host is the same site to a browser: SameSite alone would let it through.
        HttpServer evil = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Story.current().afterwards(() -> evil.stop(0));
        evil.createContext("/", exchange -> {
            byte[] page = ("<!DOCTYPE html><form method=post action='" + city.origin() + "/nomades/logout'>"
                            + "<input name=end value=others></form><script>document.forms[0].submit()</script>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        evil.start();
        Page page = amelie.page();
        page.navigate("http://localhost:" + evil.getAddress().getPort() + "/");
        page.waitForURL(city.origin() + "/nomades/logout");
        amelie.sees(ErrorCode.SES_CROSS_SITE);
        assertEquals(
                1, nomades.rows("SELECT 1 FROM session WHERE id = ?", session).size(), "still signed in");
        assertEquals(200, amelie.visit("/intraparis/").status());
    }

    @Test
    @Shows("A6.3")
    void aSessionThatSomebodyElseChoseIsNeverAPersonsSession(City city) {
        Agent chloe = Agent.named("chloe.bernard");
        String chosen = "A".repeat(43);
        chloe.page()
                .context()
                .addCookies(List.of(
                        cookie(city, SESSION, chosen), cookie(city, LOGIN, chosen), cookie(city, RENEWED, chosen)));
        chloe.sitsAtOwnComputer().logsIn();
        assertNotEquals("", chloe.cookie(SESSION));
        assertNotEquals(chosen, chloe.cookie(SESSION), "a new number at the login");
        Http.Answer answer = get(city, SESSION + "=" + chosen);
        assertEquals(401, answer.status(), answer.text());
        assertEquals(
                0,
                Instruments.of(city)
                        .nomades()
                        .rows("SELECT 1 FROM login WHERE browser = ?", DeviceKey.hash(chosen))
                        .size(),
                "no login of hers was tied to what somebody chose");
    }

    @Test
    @Shows("A6.3")
    void aLoginThatSomebodyElseBeganIsFinishedInNobodyElsesBrowser(City city) {
        Agent thief = Agent.named("bruno.martin");
        thief.opensPortal().entersPassword();
        String secret = thief.cookie(LOGIN);
        assertNotEquals("", secret);
        // Without its cookie the door does not take the answer: the thief keeps it for somebody else.
        thief.page().context().clearCookies(new BrowserContext.ClearCookiesOptions().setName(LOGIN));
        thief.entersCode();
        thief.page().waitForURL("**/nomades/callback**");
        thief.sees(ErrorCode.SES_LOGIN_FAILED);
        String answer = thief.page().url();

        Agent victim = Agent.named("chloe.bernard");
        victim.opensPortal();
        assertNotEquals("", victim.cookie(LOGIN), "a login of her own is on its way");
        victim.page().navigate(answer);
        victim.sees(ErrorCode.SES_LOGIN_FAILED);
        assertEquals("", victim.cookie(SESSION), "nobody's session");

        thief.page().context().addCookies(List.of(cookie(city, LOGIN, secret)));
        thief.page().navigate(answer);
        thief.seesHomePage();
        thief.did("finishes the own login: the answer was good");
    }

    @Test
    @Shows("A6.3")
    void aPlantedCookieIsNoSession(City city) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        String value = amelie.cookie(SESSION);
        String own = SESSION + "=" + value;
        // The mark of the browser's last signature goes along with all of them: it is not what they lack.
        String mark = "; " + RENEWED + "=" + amelie.cookie(RENEWED) + "\r\n";
        List<String> planted = new ArrayList<>(List.of(
                own + "; " + own,
                own + "; " + SESSION + "=" + "A".repeat(43),
                SESSION + "=" + "A".repeat(43) + "; " + own,
                own + "; " + SESSION + "=",
                "=" + own,
                "x=1," + own,
                "x=\"; " + own + "\"",
                "$Version=1; $Path=/; x=\"1, " + own + "\"",
                SESSION + " =" + value,
                SESSION + "= \"" + value + "\"",
                SESSION + "=\"" + value + "\"",
                SESSION + "=" + value + "=",
                SESSION + "=" + value + " x",
                SESSION + "[]=" + value,
                SESSION + "%20=" + value,
                "__Host-http-nomades=" + value,
                "__host-Http-nomades=" + value,
                "__Host-nomades=" + value,
                "__Secure-Http-nomades=" + value,
                "%5F%5FHost-Http-nomades=" + value,
                "\u00a0" + own,
                "\u00c2\u00a0" + own,
                "x=1\t" + own,
                "nomades=" + value));
        List<String> wrong = new ArrayList<>();
        Wire wire = new Wire(city.trust(), city.origin()).from("127.0.78.60");
        for (String cookie : planted) {
            Wire.Reply reply = wire.send(raw(city, "Cookie: " + cookie + mark));
            if (reply.answers() != 1 || reply.status() < 400 || reply.status() > 401) {
                wrong.add(cookie.replace(value, "…") + ": " + reply.status());
            }
        }
        Wire.Reply twice = wire.send(raw(city, "Cookie: " + own + "\r\nCookie: " + own + mark));
        assertEquals(401, twice.status(), "two headers with a session each");
        assertEquals(List.of(), wrong);
        for (String whole : List.of(own, "x=1; " + own, own + "; y=\"2, 3\"")) {
            assertEquals(200, wire.send(raw(city, "Cookie: " + whole + mark)).status(), "the session itself");
        }

        // A page of a plain neighbour on the same host, and a script of our own origin, cannot write that name.
        Page page = amelie.page();
        page.evaluate(
                "value => { for (const name of ['" + SESSION + "', '" + LOGIN + "', ' " + SESSION + "'])"
                        + " { document.cookie = name + '=' + value + '; path=/; secure';"
                        + " document.cookie = '=' + name + '=' + value + '; path=/; secure'; } }",
                "B".repeat(43));
        assertEquals(value, amelie.cookie(SESSION));
        assertEquals(
                List.of(),
                page.context().cookies(city.origin() + "/").stream()
                        .filter(cookie -> (cookie.name + cookie.value).contains("B".repeat(43)))
                        .map(cookie -> cookie.name)
                        .toList());
        Figure.of("%d planted cookies, none a session", planted.size() + 1);
    }

    private static Http.Answer post(City city, Http http, Agent agent, String path, List<String> headers) {
        List<String> all = new ArrayList<>(List.of(
                "Cookie",
                agent.cookies(),
                "User-Agent",
                Stage.windows().userAgent(),
                "Accept",
                "application/json",
                "Content-Type",
                "application/x-www-form-urlencoded"));
        all.addAll(headers);
        return http.send("POST", city.at(agent.proven("POST", path)), "end=others", all.toArray(String[]::new));
    }

    private static Http.Answer get(City city, String cookies) {
        return Instruments.of(city)
                .http()
                .get(
                        city.at(SESSIONS),
                        "Cookie",
                        cookies,
                        "User-Agent",
                        Stage.windows().userAgent(),
                        "Accept",
                        "application/json");
    }

    private static Cookie cookie(City city, String name, String value) {
        return new Cookie(name, value)
                .setUrl(city.origin().toString())
                .setSecure(true)
                .setHttpOnly(true);
    }

    private static String raw(City city, String headers) {
        return "GET " + SESSIONS + " HTTP/1.1\r\nHost: " + city.origin().getAuthority() + "\r\nUser-Agent: "
                + Stage.windows().userAgent() + "\r\nAccept: application/json\r\n" + headers
                + "Connection: close\r\n\r\n";
    }
}
