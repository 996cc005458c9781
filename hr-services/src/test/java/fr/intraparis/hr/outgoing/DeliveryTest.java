package fr.intraparis.hr.outgoing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import fr.intraparis.hr.TestDatabase;
import fr.intraparis.hr.act.Acts;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.outbox.Courier;
import fr.intraparis.kernel.outbox.Outbox;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The outbox against a neighbour that speaks HTTP and answers as it is told, on a real PostgreSQL. */
class DeliveryTest {
    private static final UUID GOOD = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID BAD = UUID.fromString("00000000-0000-4000-8000-000000000002");

    private final TestDatabase database = TestDatabase.get();
    private final Later clock = new Later();
    private final Map<String, ErrorCode> refusals = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Delivery delivery = new Delivery();
    private HttpServer neighbour;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        database.execute("DELETE FROM outbox");
        neighbour = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        neighbour.createContext("/protocol/openid-connect/token", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            answer(exchange, 200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":60}");
        });
        neighbour.createContext("/api/official-messages", exchange -> {
            String id = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            asked.computeIfAbsent(id, one -> new AtomicInteger()).incrementAndGet();
            ErrorCode code = refusals.get(id);
            answer(
                    exchange,
                    code == null ? 202 : code.status(),
                    code == null
                            ? "{}"
                            : Problem.of(code, "", CorrelationId.fresh(), Instant.now(), Locale.FRENCH)
                                    .toJson());
        });
        neighbour.start();
        String base = "http://localhost:" + neighbour.getAddress().getPort();
        delivery.source = database.source();
        delivery.clock = clock;
        delivery.mailBridge = new MailBridge(base, base, base, key(folder), Clock.systemUTC());
    }

    @AfterEach
    void close() throws SQLException {
        neighbour.stop(0);
        database.execute("DELETE FROM outbox");
    }

    @Test
    @Shows("M10")
    void a_message_refused_for_good_is_parked_and_asked_about_no_more() throws Exception {
        for (ErrorCode permanent :
                Set.of(ErrorCode.CHA_OUTSIDE_RECIPIENT, ErrorCode.SYS_BAD_REQUEST, ErrorCode.SYS_KEY_REUSED)) {
            asked.clear();
            refusals.put(BAD.toString(), permanent);
            put(BAD);
            put(GOOD);
            for (int round = 0; round < 5; round++) {
                delivery.round();
                clock.forward(Duration.ofHours(1));
            }
            assertEquals(1, asked(BAD), permanent.code());
            assertEquals(1, asked(GOOD), "another message is not held up");
            assertEquals(1, delivery.parked());
            assertEquals(
                    1,
                    database.number("SELECT count(*) FROM outbox WHERE id = '" + BAD
                            + "' AND next_try = 'infinity' AND last_code = '" + permanent.code() + "'"));
            database.execute("DELETE FROM outbox");
        }
    }

    @Test
    @Shows("M10")
    void what_may_pass_another_time_comes_again_after_growing_pauses() throws Exception {
        for (ErrorCode transient_ : Set.of(
                ErrorCode.SYS_DATABASE,
                ErrorCode.REL_UPSTREAM_DOWN,
                ErrorCode.SES_TOKEN_INVALID,
                ErrorCode.SES_ROLE_MISSING)) {
            asked.clear();
            refusals.put(BAD.toString(), transient_);
            put(BAD);
            Instant start = clock.instant();
            Duration before = Duration.ZERO;
            for (int round = 1; round <= 12; round++) {
                delivery.round();
                assertEquals(round, asked(BAD), transient_.code());
                Duration pause = Duration.ofSeconds(database.number("SELECT round(extract(epoch FROM next_try) - "
                        + clock.instant().toEpochMilli() / 1000.0 + ") FROM outbox"));
                assertTrue(pause.compareTo(before) >= 0, pause + " after " + before);
                before = pause;
                clock.forward(pause.plusSeconds(1));
            }
            assertEquals(Duration.ofMinutes(5), before, "the longest pause, since " + start);
            refusals.clear();
            delivery.round();
            assertEquals(0, database.number("SELECT count(*) FROM outbox"));
        }
    }

    @Test
    void a_message_whose_worker_died_is_due_again_when_its_claim_has_run_out() throws Exception {
        put(GOOD);
        try (Connection connection = database.source().getConnection()) {
            assertTrue(Outbox.claim(connection, Acts.MAIL, Courier.LEASE, clock.instant())
                    .isPresent());
        }
        delivery.round();
        assertEquals(0, asked(GOOD), "claimed by another");
        clock.forward(Courier.LEASE.plusSeconds(1));
        delivery.round();
        assertEquals(1, asked(GOOD));
        assertEquals(0, database.number("SELECT count(*) FROM outbox"));
    }

    private int asked(UUID id) {
        AtomicInteger times = asked.get(id.toString());
        return times == null ? 0 : times.get();
    }

    private void put(UUID id) throws SQLException {
        try (Connection connection = database.source().getConnection()) {
            Outbox.put(connection, Acts.MAIL, id, "{}");
        }
        database.execute("UPDATE outbox SET next_try = 'epoch' WHERE id = '" + id + "'");
    }

    private static String key(Path folder) throws IOException, JOSEException {
        Path file = folder.resolve("key.json");
        Files.writeString(
                file, new ECKeyGenerator(Curve.P_256).keyID("1").generate().toJSONString());
        return file.toString();
    }

    private static void answer(com.sun.net.httpserver.HttpExchange exchange, int status, String body)
            throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** A clock that the test moves. */
    private static final class Later extends Clock {
        private Instant now = Instant.parse("2031-01-06T08:00:00Z");

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
