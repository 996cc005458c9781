package fr.intraparis.it.scenario.relay;

import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.Wire;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Detour;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a client that is no browser may try. */
@EndToEnd
@Shows("M1")
class RelayIT {
    private static final String DOCUMENT = "/hr/api/payslips";

    @Test
    @Shows("M10")
    void aLoopOfRefusalsIsToldToWaitAndFillsNoAudit(City city) {
        String place = "127.0.77." + (1 + ProcessHandle.current().pid() % 250);
        Wire loop = new Wire(city.trust(), city.origin()).from(place);
        String once = request("GET", "/intraparis/", city, "User-Agent: curl/8.0\r\n", "");
        int connections = 5;
        int each = 160;
        long explained = 0;
        long toldToWait = 0;
        for (int i = 0; i < connections; i++) {
            Wire.Reply reply =
                    loop.send(once.repeat(each - 1) + once.replace("Accept:", "Connection: close\r\nAccept:"));
            assertEquals(each, reply.answers(), "every request is answered");
            explained += reply.says("HTTP/1.1 403 ");
            toldToWait += reply.says("HTTP/1.1 429 ");
            assertEquals(reply.says("HTTP/1.1 429 "), reply.says("\"code\":\"" + ErrorCode.REL_TOO_MANY.code() + "\""));
            assertEquals(reply.says("HTTP/1.1 429 "), reply.says("Retry-After: 60"));
        }
        assertEquals(connections * each, explained + toldToWait);
        assertTrue(toldToWait > 0, "nobody was told to wait");
        assertTrue(explained >= 600, "an ordinary crowd is explained to: " + explained);
        long rows = Long.parseLong(Instruments.of(city)
                .nomades()
                .value("SELECT count(*) FROM audit WHERE act = 'refusal' AND details LIKE '%\"" + place + "\"%'"));
        assertTrue(rows >= 1 && rows < 20, rows + " rows");
        Wire.Reply neighbour =
                new Wire(city.trust(), city.origin()).send(once.replace("Accept:", "Connection: close\r\nAccept:"));
        assertEquals(403, neighbour.status(), "another address is answered as ever");
        // Somebody who shares that address, while the loop goes on.
        Agent sharer = Agent.named("amelie.durand").through(Detour.from(place)).withBrowser("curl/8.0");
        AtomicBoolean goesOn = new AtomicBoolean(true);
        CompletableFuture<Void> looping = runAsync(() -> {
            while (goesOn.get()) {
                loop.send(once.repeat(each - 1) + once.replace("Accept:", "Connection: close\r\nAccept:"));
            }
        });
        try {
            Eventually.until(
                    "told to wait too",
                    Duration.ofSeconds(10),
                    () -> sharer.visit("/intraparis/").status() == 429);
        } finally {
            goesOn.set(false);
        }
        sharer.sees(ErrorCode.REL_TOO_MANY);
        looping.join();
        Figure.of("%d refusals of one address in a loop: %d told to wait, %d audit rows", 800, toldToWait, rows);
    }

    @Test
    void headSaysWhatGetWouldSend(City city) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        Http http = Instruments.of(city).http();
        String[] headers = {"Cookie", amelie.cookies(), "User-Agent", browser(), "Accept", "application/json"};
        Http.Answer get = http.get(city.at(amelie.proven("GET", DOCUMENT)), headers);
        Http.Answer head = http.send("HEAD", city.at(amelie.proven("HEAD", DOCUMENT)), "", headers);
        assertEquals(200, get.status(), get.text());
        assertEquals(200, head.status());
        assertEquals(0, head.bytes().length);
        assertEquals(get.header("content-type"), head.header("content-type"));
    }

    @Test
    @Shows("A6.3")
    void aSessionInsideTheValueOfAnotherCookieIsNone(City city) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        String own = amelie.cookies();
        Http http = Instruments.of(city).http();
        for (String planted :
                new String[] {"x=1," + own, "$Version=1, " + own, "x=\"1, " + own + "\"", own + "; " + own}) {
            Http.Answer answer = http.get(
                    city.at(amelie.proven("GET", DOCUMENT)),
                    "Cookie",
                    planted,
                    "User-Agent",
                    browser(),
                    "Accept",
                    "application/json");
            assertEquals(401, answer.status(), planted.replaceAll("[A-Za-z0-9_-]{43}", "…") + ": " + answer.text());
        }
        assertEquals(
                200,
                http.get(
                                city.at(amelie.proven("GET", DOCUMENT)),
                                "Cookie",
                                "x=1; " + own,
                                "User-Agent",
                                browser(),
                                "Accept",
                                "application/json")
                        .status());
    }

    @Test
    void aStrangerMayNotStreamAtKeycloakAndIsToldBeforeTheEnd(City city) {
        Wire.Reply reply = new Wire(city.trust(), city.origin())
                .send("POST /realms/nomades/login-actions/authenticate HTTP/1.1\r\nHost: "
                        + city.origin().getAuthority() + "\r\nOrigin: " + city.origin()
                        + "\r\nUser-Agent: " + browser()
                        + "\r\nAccept: application/json\r\nContent-Type: application/x-www-form-urlencoded"
                        + "\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
        // The server itself says "100 Continue" before any filter runs; our answer does not wait for the body.
        assertEquals(1, reply.says("HTTP/1.1 413 "), reply.text());
        assertEquals(1, reply.says("\"code\":\"" + ErrorCode.REL_TOO_LARGE.code() + "\""));
    }

    private static String request(String method, String path, City city, String more, String cookies) {
        return method + " " + path + " HTTP/1.1\r\nHost: " + city.origin().getAuthority() + "\r\n"
                + (more.contains("User-Agent") ? more : more + "User-Agent: " + browser() + "\r\n")
                + (cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n")
                + "Accept: application/json\r\n\r\n";
    }

    private static String browser() {
        return Stage.windows().userAgent();
    }
}
