package fr.intraparis.it.scenario.relay;

import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What ends at the door (RFC 9110, 7.6.1), what is kept for the next request, and where the relay says stop. */
@EndToEnd
@Shows("M2")
class HopsAndLimitsIT {
    private static final String DOCUMENT = "/intraparis/document";
    private static final int AT_ONCE = 48;

    private String cookies = "";
    private String sending = "";
    private String document = "";

    @BeforeEach
    void aSession() {
        Lines.needed();
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        cookies = amelie.cookies();
        sending = "POST " + amelie.proven("POST", "/intraparis/mailbox");
        document = "GET " + amelie.proven("GET", "/hr/api/payslips");
    }

    @Test
    void oneConnectionServesManyRequests(City city) throws IOException {
        FarEnd end = FarEnd.of(
                city,
                cookies,
                (head, body, answer) -> FarEnd.say(
                        answer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"));
        int many = 60;
        try (OpenCall call = OpenCall.of(city, "GET " + DOCUMENT, cookies, "")) {
            for (int i = 0; i < many; i++) {
                assertTrue(call.head().startsWith("HTTP/1.1 200 "));
                assertEquals("{}", new String(call.in().readNBytes(2), java.nio.charset.StandardCharsets.US_ASCII));
                if (i < many - 1) {
                    call.say("GET " + DOCUMENT, cookies, "");
                }
            }
        }
        assertEquals(many, end.heads().size());
        assertEquals(1, end.connections());
        Figure.of("%d requests over %d connection to the upstream", many, end.connections());
    }

    @Test
    void whatConcernsOneConnectionStaysThere(City city) throws IOException {
        FarEnd end = FarEnd.of(
                city,
                cookies,
                (head, body, answer) -> FarEnd.say(
                        answer,
                        "HTTP/1.1 206 Partial Content\r\nConnection: X-Inner, close\r\nKeep-Alive: timeout=9\r\nX-Inner: secret"
                                + "\r\nProxy-Authenticate: Basic\r\nUpgrade: h2c\r\nTrailer: X-Later\r\nServer: inner"
                                + "\r\nContent-Type: application/pdf\r\nContent-Range: bytes 0-1/9\r\nAccept-Ranges: bytes"
                                + "\r\nContent-Length: 2\r\n\r\nab"));
        try (OpenCall call = OpenCall.of(
                city,
                "GET " + DOCUMENT,
                cookies,
                "Range: bytes=0-1\r\nIf-Range: \"x\"\r\nConnection: If-Range, X-Mine\r\nX-Mine: 1\r\nKeep-Alive: 5"
                        + "\r\nTE: trailers\r\nProxy-Authorization: Basic eA==\r\n")) {
            String got = call.head();
            assertTrue(got.startsWith("HTTP/1.1 206 ") && got.contains("\r\nContent-Range: bytes 0-1/9\r\n"), got);
            for (String hop : List.of("X-Inner", "Keep-Alive", "Proxy-Auth", "Upgrade", "Trailer", "Server", "close")) {
                assertFalse(got.contains(hop), hop + " in " + got);
            }
        }
        String heard = end.heads().get(0).toLowerCase(Locale.ROOT);
        assertTrue(heard.contains("\r\nrange: bytes=0-1\r\n"), heard);
        for (String hop : List.of("if-range", "x-mine", "keep-alive: 5", "te:", "proxy-auth")) {
            assertFalse(heard.contains(hop), hop + " in " + heard);
        }
    }

    @Test
    void headBringsTheLengthAndNoBody(City city) throws IOException {
        FarEnd end = FarEnd.of(
                city,
                cookies,
                (head, body, answer) -> FarEnd.say(
                        answer, "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 12345\r\n\r\n"));
        try (OpenCall call = OpenCall.of(city, "HEAD " + DOCUMENT, cookies, "")) {
            String first = call.head();
            assertTrue(first.contains("\r\nContent-Length: 12345\r\n"), first);
            call.say("HEAD " + DOCUMENT, cookies, "Connection: close\r\n");
            assertTrue(call.head().startsWith("HTTP/1.1 200 "), "no body came in between");
            assertEquals("", call.rest());
        }
        assertTrue(end.heads().get(0).startsWith("HEAD " + DOCUMENT + " "));
    }

    @Test
    @Shows("M9")
    void tooMuchIsSaidWithItsCode(City city) throws IOException {
        assertEquals(
                "413 " + ErrorCode.REL_TOO_LARGE.code(),
                refusal(city, sending, "Content-Type: application/octet-stream\r\nContent-Length: 134217729\r\n"));
        assertEquals(
                "431 " + ErrorCode.REL_HEADERS_TOO_LARGE.code(),
                refusal(city, "GET " + DOCUMENT, "X-Long: " + "x".repeat(9_000) + "\r\n"));
        assertEquals(
                "431 " + ErrorCode.REL_HEADERS_TOO_LARGE.code(),
                refusal(city, "GET " + DOCUMENT, "X-Many: x\r\n".repeat(101)));
        Lines.doorToPortal().freeze();
        fr.intraparis.it.suite.Story.current().afterwards(Lines.doorToPortal()::mend);
        assertEquals("504 " + ErrorCode.REL_UPSTREAM_SLOW.code(), refusal(city, "GET /intraparis/leave", ""));
    }

    @Test
    @Shows("M9")
    void anUpstreamThatIsStuckHoldsNoMoreThanItsPlaces(City city) throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        FarEnd end = FarEnd.of(city, cookies, (head, body, answer) -> {
            if (!stuck.await(25, TimeUnit.SECONDS)) {
                throw new IOException("nobody goes on");
            }
            FarEnd.say(answer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        });
        List<OpenCall> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                waiting.add(OpenCall.of(city, "GET " + DOCUMENT, cookies, ""));
            }
            fr.intraparis.it.suite.Eventually.until(
                    "all places are taken",
                    java.time.Duration.ofSeconds(15),
                    () -> end.heads().size() == AT_ONCE);
            long start = System.nanoTime();
            assertEquals("503 " + ErrorCode.REL_BUSY.code(), refusal(city, "GET " + DOCUMENT, ""));
            long said = (System.nanoTime() - start) / 1_000_000;
            assertTrue(said < 2_000, said + " ms");
            amelie.opens(amelie.proven("GET", DOCUMENT)).sees(ErrorCode.REL_BUSY);
            try (OpenCall other = OpenCall.of(city, document, cookies, "Connection: close\r\n")) {
                assertTrue(other.head().startsWith("HTTP/1.1 200 "), "another upstream is not concerned");
            }
            stuck.countDown();
            for (OpenCall call : waiting) {
                assertTrue(call.head().startsWith("HTTP/1.1 200 "));
            }
            Figure.of("request %d to a stuck upstream is told so after %d ms", AT_ONCE + 1, said);
        } finally {
            for (OpenCall call : waiting) {
                call.close();
            }
        }
        assertTrue(end.connections() <= AT_ONCE);
    }

    private String refusal(City city, String request, String lines) throws IOException {
        try (OpenCall call = OpenCall.of(city, request, cookies, lines + "Connection: close\r\n")) {
            String head = call.head();
            java.util.regex.Matcher length =
                    java.util.regex.Pattern.compile("Content-Length: (\\d+)").matcher(head);
            // A server that still waits for the body of the request does not hang up.
            String rest = length.find()
                    ? new String(
                            call.in().readNBytes(Integer.parseInt(length.group(1))),
                            java.nio.charset.StandardCharsets.UTF_8)
                    : "";
            java.util.regex.Matcher code =
                    java.util.regex.Pattern.compile("\"code\":\"([^\"]+)\"").matcher(rest);
            return head.substring(9, 12) + " " + (code.find() ? code.group(1) : head + rest);
        }
    }
}
