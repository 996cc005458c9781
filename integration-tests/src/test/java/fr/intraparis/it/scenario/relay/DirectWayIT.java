package fr.intraparis.it.scenario.relay;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The short way of what only reads (decision 0012): what takes it, and that nobody can tell, but by the door's log. */
@EndToEnd
@Shows("M2")
class DirectWayIT {
    private static final String DOCUMENT = "GET /intraparis/document";
    private static final int UPLOADS = 6;
    /** Together far more than the buffers of a connection hold. */
    private static final int UNREAD = 1_000;

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");
    private static final Pattern NUMBER = Pattern.compile("(?i)\r\nCorrelation-Id: ([0-9a-f-]{36})\r\n");

    private Agent amelie = Agent.named("amelie.durand");
    private String cookies = "";

    @BeforeEach
    void aSession() {
        Lines.needed();
        amelie = Agent.named("amelie.durand").isAtHome();
        cookies = amelie.cookies();
    }

    @Test
    void whatOnlyReadsTakesItAndNothingElse(City city) throws IOException {
        FarEnd.of(city, cookies, DirectWayIT::echo);
        Map<String, String> expected = new LinkedHashMap<>();
        try (OpenCall call = OpenCall.of(city, DOCUMENT, cookies, "")) {
            expected.put(number(answer(call)), "direct");
            call.say(DOCUMENT + "?page=2", cookies, "Range: bytes=0-1\r\n");
            expected.put(number(answer(call)), "direct");
            call.say(DOCUMENT + "?l%61ng=en", cookies, "");
            expected.put(number(answer(call)), "servlet");
            call.say(DOCUMENT, cookies, "Content-Length: 0\r\n");
            expected.put(number(answer(call)), "servlet");
            call.say("GET /nomades/assets/nomades.svg", cookies, "");
            expected.put(number(answer(call)), "servlet");
            call.say(DOCUMENT, "", "");
            expected.put(number(answer(call)), "servlet");
            call.say(DOCUMENT, cookies, "DPoP: x\r\n");
            expected.put(number(answer(call)), "servlet");
        }
        Eventually.until(
                "the log tells",
                Duration.ofSeconds(5),
                () -> ways(city).keySet().containsAll(expected.keySet()));
        Map<String, String> taken = ways(city);
        taken.keySet().retainAll(expected.keySet());
        assertEquals(expected, taken);
    }

    @Test
    void whatIsAskedInOneBreathIsAnsweredInItsOrder(City city) throws IOException {
        FarEnd.of(city, cookies, DirectWayIT::echo);
        try (OpenCall call = OpenCall.of(city, DOCUMENT + "?n=0", cookies, "")) {
            for (int n = 1; n < 20; n++) {
                // Some take the long way.
                call.say(DOCUMENT + "?n=" + n, cookies, n % 3 == 0 ? "Content-Length: 0\r\n" : "");
            }
            for (int n = 0; n < 20; n++) {
                assertTrue(answer(call).endsWith("/intraparis/document?n=" + n), "the answer to " + n);
            }
        }
    }

    /** The server's pools give one object to two messages after that (decision 0012). */
    @Test
    void aCompressedAnswerInPartsSpoilsNoOther(City city) throws IOException {
        FarEnd end = FarEnd.of(city, cookies, (head, body, answer) -> {
            if (!head.contains("style")) {
                echo(head, body, answer);
                return;
            }
            FarEnd.say(answer, "HTTP/1.1 200 OK\r\nContent-Type: text/css\r\nContent-Length: 6000\r\n\r\n");
            for (int i = 0; i < 6; i++) {
                FarEnd.say(answer, "a { } ".repeat(166) + "    ");
            }
        });
        try (OpenCall call = OpenCall.of(city, "GET /intraparis/style", cookies, "Accept-Encoding: gzip\r\n")) {
            for (int i = 0; i < 40; i++) {
                String head = call.head();
                assertTrue(head.contains("ncoding: gzip"), head);
                chunks(call);
                for (int n = 0; n < 5; n++) {
                    call.say(DOCUMENT + "?n=" + i + "." + n, cookies, "");
                    assertTrue(answer(call).endsWith("?n=" + i + "." + n));
                }
                call.say("GET /intraparis/style", cookies, "Accept-Encoding: gzip\r\n");
            }
        }
        Figure.of(
                "40 compressed answers in parts, 200 others between them: %d heads upstream",
                end.heads().size());
    }

    /** More than threads that watch: were one of them to serve what waits, nobody would be served by the others' watch. */
    @Test
    void whoWaitsOnTheLongWayHoldsNobodyUp(City city) throws Exception {
        CountDownLatch waiting = new CountDownLatch(UPLOADS);
        CountDownLatch enough = new CountDownLatch(1);
        FarEnd.of(city, cookies, (head, body, answer) -> {
            if (head.startsWith("POST")) {
                waiting.countDown();
                if (!enough.await(30, TimeUnit.SECONDS)) {
                    throw new IOException("nobody goes on");
                }
            }
            echo(head, body, answer);
        });
        List<OpenCall> uploads = new ArrayList<>();
        try {
            for (int i = 0; i < UPLOADS; i++) {
                uploads.add(OpenCall.of(
                        city,
                        "POST " + amelie.proven("POST", "/intraparis/mailbox"),
                        cookies,
                        "Content-Type: application/octet-stream\r\nContent-Length: 0\r\n"));
            }
            assertTrue(waiting.await(10, TimeUnit.SECONDS), waiting.getCount() + " did not get through");
            for (int n = 0; n < 20; n++) {
                try (OpenCall call = OpenCall.of(city, DOCUMENT + "?n=" + n, cookies, "")) {
                    assertTrue(answer(call).endsWith("?n=" + n));
                }
            }
            enough.countDown();
            for (OpenCall upload : uploads) {
                assertTrue(upload.head().startsWith("HTTP/1.1 200 "));
            }
        } finally {
            enough.countDown();
            for (OpenCall upload : uploads) {
                upload.close();
            }
        }
    }

    /** Else their answers would gather in the door. */
    @Test
    void whoAsksAndDoesNotReadIsNotServedTheNext(City city) throws IOException {
        // Each comes in one part: within one that has several the relay waits for the client anyway.
        String large = "x".repeat(14 * 1024);
        FarEnd end = FarEnd.of(
                city,
                cookies,
                (head, body, answer) -> FarEnd.say(
                        answer,
                        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + large.length() + "\r\n\r\n"
                                + large));
        try (OpenCall call = OpenCall.of(city, DOCUMENT, cookies, "")) {
            for (int n = 1; n < UNREAD; n++) {
                call.say(DOCUMENT, cookies, "");
            }
            long[] seen = {-1, 0};
            Eventually.until("nothing more is asked upstream", Duration.ofSeconds(30), () -> {
                if (end.heads().size() != seen[0]) {
                    seen[0] = end.heads().size();
                    seen[1] = System.nanoTime();
                }
                return System.nanoTime() - seen[1] > 1_000_000_000L;
            });
            assertTrue(seen[0] < UNREAD * 2 / 3, seen[0] + " asked for who reads none");
            Figure.of("%d of %d answers of 14 KiB asked for who reads none", seen[0], UNREAD);
            for (int n = 0; n < UNREAD; n++) {
                assertTrue(answer(call).endsWith("\r\n\r\n" + large), "the answer to " + n);
            }
        }
        assertEquals(UNREAD, end.heads().size());
    }

    @Test
    void whatItGivesBackIsRefusedUnderTheNumberThatTheUpstreamKnows(City city) throws IOException {
        FarEnd end = FarEnd.of(
                city,
                cookies,
                (head, body, answer) -> FarEnd.say(answer, "HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"));
        try (OpenCall call = OpenCall.of(city, DOCUMENT, cookies, "")) {
            String answer = answer(call);
            assertTrue(answer.startsWith("HTTP/1.1 " + ErrorCode.REL_UPSTREAM_DOWN.status() + " "), answer);
            assertTrue(answer.contains(ErrorCode.REL_UPSTREAM_DOWN.code()), answer);
            assertEquals(1, end.heads().size(), "asked once");
            assertTrue(end.heads().get(0).contains(number(answer)), end.heads().get(0));
        }
    }

    private static void echo(String head, java.io.InputStream body, java.io.OutputStream answer) throws IOException {
        String target = head.split(" ", 3)[1];
        FarEnd.say(
                answer,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + target.length() + "\r\n\r\n"
                        + target);
    }

    /** Head and body. */
    private static String answer(OpenCall call) throws IOException {
        String head = call.head();
        Matcher length = LENGTH.matcher(head);
        return length.find()
                ? head
                        + new String(
                                call.in().readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.ISO_8859_1)
                : head;
    }

    /** Reads a chunked body to its end. */
    private static void chunks(OpenCall call) throws IOException {
        int size;
        do {
            StringBuilder line = new StringBuilder();
            for (int next = call.in().read(); next != '\n'; next = call.in().read()) {
                line.append((char) next);
            }
            size = Integer.parseInt(line.toString().strip(), 16);
            call.in().readNBytes(size + 2);
        } while (size > 0);
    }

    private static String number(String answer) {
        Matcher number = NUMBER.matcher(answer);
        assertTrue(number.find(), answer);
        return number.group(1);
    }

    /** By number, as the door's log tells. */
    private static Map<String, String> ways(City city) {
        Map<String, String> ways = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(city.data().resolve("logs/door.log"))) {
                way(line).ifPresent(entry -> ways.put(entry.getKey(), entry.getValue()));
            }
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
        return ways;
    }

    private static Optional<Map.Entry<String, String>> way(String line) {
        if (!line.contains("\"way\":")) {
            return Optional.empty();
        }
        JsonObject entry = JsonParser.parseString(line).getAsJsonObject();
        return Optional.of(Map.entry(
                entry.get("correlationId").getAsString(), entry.get("way").getAsString()));
    }
}
