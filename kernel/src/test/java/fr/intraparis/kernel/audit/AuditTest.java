package fr.intraparis.kernel.audit;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.audit.AuditVerifier.Fault;
import fr.intraparis.kernel.audit.AuditVerifier.Kind;
import fr.intraparis.kernel.idempotency.Idempotency;
import fr.intraparis.kernel.idempotency.Idempotency.Answer;
import fr.intraparis.kernel.outbox.Outbox;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** The tables that the kernel gives to each schema, on a real PostgreSQL. */
class AuditTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.UTF_8);
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void tables() throws Exception {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS audit, audit_head, outbox, idempotency");
            for (String ddl : List.of("audit/audit.sql", "outbox/outbox.sql", "idempotency/idempotency.sql")) {
                try (InputStream in = AuditTrail.class.getResourceAsStream("/fr/intraparis/kernel/" + ddl)) {
                    statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            connection.commit();
        }
    }

    @Test
    @Shows("M10")
    void anUntouchedAuditVerifies() throws Exception {
        write(50);
        assertEquals(List.of(), verify());
    }

    @Test
    @Shows("M10")
    void anEditedRowIsNamed() throws Exception {
        write(20);
        String id = idOf(7);
        tamper("UPDATE audit SET actor = '4100002' WHERE seq = 7");
        assertEquals(List.of(new Fault(Kind.EDITED, id)), verify());
    }

    @Test
    @Shows("M10")
    void aDeletedRowIsNamed() throws Exception {
        write(20);
        tamper("DELETE FROM audit WHERE seq = 7");
        assertEquals(List.of(new Fault(Kind.DELETED, "seq 7")), verify());
    }

    @Test
    @Shows("M10")
    void theDeletedNewestRowIsNamed() throws Exception {
        write(20);
        tamper("DELETE FROM audit WHERE seq = 20");
        assertEquals(List.of(new Fault(Kind.DELETED, "seq 20")), verify());
    }

    @Test
    @Shows("M10")
    void anInsertedRowIsNamedAndNeverSealed() throws Exception {
        write(20);
        UUID forged = UUID.randomUUID();
        tamper("INSERT INTO audit (id, at, actor, act, object, outcome, correlation_id, details, mac) VALUES ('"
                + forged + "', now(), '4100001', 'leave-decision', '-', 'DONE', 'x', '{}', '\\x00')");
        seal();
        assertEquals(List.of(new Fault(Kind.INSERTED, forged.toString())), verify());
    }

    @Test
    @Shows("M10")
    void swappedRowsAreNamed() throws Exception {
        write(20);
        String third = idOf(3);
        String ninth = idOf(9);
        tamper(
                "UPDATE audit SET seq = -1 WHERE seq = 3",
                "UPDATE audit SET seq = 3 WHERE seq = 9",
                "UPDATE audit SET seq" + " = 9 WHERE seq = -1");
        List<String> named = verify().stream().map(Fault::row).toList();
        assertEquals(List.of(true, true), List.of(named.contains(third), named.contains(ninth)));
    }

    @Test
    @Shows("M10")
    void anotherKeyVerifiesNothing() throws Exception {
        write(3);
        try (Connection connection = connection()) {
            assertEquals(3, new AuditVerifier(OTHER).verify(connection).size());
        }
    }

    @Test
    @Shows("M10")
    void parallelWritersKeepOneChain() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        long start = System.nanoTime();
        try {
            List<Callable<Void>> work = java.util.Collections.nCopies(8, () -> {
                write(100);
                return null;
            });
            for (var done : writers.invokeAll(work)) {
                done.get();
            }
        } finally {
            writers.shutdown();
        }
        seal();
        assertEquals(List.of(), verify());
        Figure.of("%d rows by 8 writers in %d ms", 800, (System.nanoTime() - start) / 1_000_000);
    }

    @Test
    @Shows("M4")
    void aRetryGetsTheSameAnswerAndAnotherRequestNone() throws Exception {
        UUID key = UUID.randomUUID();
        try (Connection connection = connection()) {
            assertEquals(Optional.empty(), Idempotency.claim(connection, "4100001", key, "POST /x {}"));
            Idempotency.answered(connection, "4100001", key, new Answer(201, "{\"id\":1}"));
            connection.commit();
            assertEquals(
                    Optional.of(new Answer(201, "{\"id\":1}")),
                    Idempotency.claim(connection, "4100001", key, "POST /x {}"));
            assertEquals(Optional.empty(), Idempotency.claim(connection, "4100002", key, "POST /x {}"));
            CodedException reused = assertThrows(
                    CodedException.class, () -> Idempotency.claim(connection, "4100001", key, "POST /y {}"));
            assertEquals(ErrorCode.SYS_KEY_REUSED, reused.code());
        }
    }

    @Test
    @Shows("M4")
    void anAnswerIsForgottenAfterAWeekAndNotBefore() throws Exception {
        Instant now = Instant.now();
        UUID key = UUID.randomUUID();
        try (Connection connection = connection()) {
            Idempotency.claim(connection, "4100001", key, "POST /x {}");
            Idempotency.answered(connection, "4100001", key, new Answer(201, "{}"));
            assertEquals(0, Idempotency.forget(connection, now.plus(Duration.ofDays(6))));
            assertEquals(1, Idempotency.forget(connection, now.plus(Duration.ofDays(8))));
            assertEquals(Optional.empty(), Idempotency.claim(connection, "4100001", key, "POST /x {}"));
            connection.rollback();
        }
    }

    @Test
    @Shows("M10")
    void aFailedMessageComesBackLaterAndADeliveredOneNever() throws Exception {
        UUID id = UUID.randomUUID();
        Instant later = Instant.now().plusSeconds(3_600);
        try (Connection connection = connection()) {
            Outbox.put(connection, "official", id, "{}");
            Outbox.put(connection, "official", id, "{}");
            connection.commit();
            List<Outbox.Message> due =
                    Outbox.due(connection, "official", 10, Instant.now().plusSeconds(1));
            assertEquals(1, due.size());
            Outbox.failed(connection, due.get(0), ErrorCode.MAI_SERVER_DOWN, later);
            connection.commit();
            assertEquals(List.of(), Outbox.due(connection, "official", 10, later));
            assertEquals(
                    1,
                    Outbox.due(connection, "official", 10, later.plusSeconds(1)).size());
            Outbox.done(connection, id);
            connection.commit();
            assertEquals(List.of(), Outbox.due(connection, "official", 10, later.plusSeconds(1)));
        }
    }

    private static Connection connection() throws SQLException {
        Connection connection = postgres.getPostgresDatabase().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void write(int rows) throws SQLException {
        AuditTrail trail = new AuditTrail(KEY);
        try (Connection connection = connection()) {
            for (int i = 0; i < rows; i++) {
                trail.record(
                        connection,
                        AuditEntry.done(
                                "4100001", "payslip-view", "payslip:" + i, CorrelationId.fresh(), Map.of("é", "\"")),
                        Instant.now());
            }
            connection.commit();
        }
        seal();
    }

    private static void seal() throws SQLException {
        AuditSealer sealer = new AuditSealer(KEY);
        try (Connection connection = connection()) {
            while (sealer.seal(connection) > 0) {
                connection.commit();
            }
        }
    }

    private static List<Fault> verify() throws SQLException {
        try (Connection connection = connection()) {
            return new AuditVerifier(KEY).verify(connection);
        }
    }

    private static String idOf(int seq) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT id FROM audit WHERE seq = " + seq)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void tamper(String... statements) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                assertEquals(1, statement.executeUpdate(sql));
            }
            connection.commit();
        }
    }
}
