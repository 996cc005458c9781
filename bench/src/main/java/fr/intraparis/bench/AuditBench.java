package fr.intraparis.bench;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.audit.AuditSealer;
import fr.intraparis.kernel.audit.AuditTrail;
import fr.intraparis.kernel.audit.AuditVerifier;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Durable audit rows a second with eight writers, sealed as the modules do it: the bar is 5,000 ({@code record}); and its
 * peer, a chain that each writer prolongs under a row lock ({@code chainUnderARowLock}). The rows of {@code record} are
 * verified at the end.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class AuditBench {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    private static final Duration PAUSE = Duration.ofMillis(400);

    private final EmbeddedPostgres postgres;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread sealer = new Thread(this::sealAsTheyCome, "sealer");

    /** Starts a durable PostgreSQL. */
    public AuditBench() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes the tables and starts the sealer. */
    @Setup
    public void start() throws IOException, SQLException {
        try (InputStream in = Objects.requireNonNull(
                        AuditTrail.class.getResourceAsStream("/fr/intraparis/kernel/audit/audit.sql"));
                Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            connection.commit();
        }
        sealer.start();
    }

    /** One connection a writer, as a pool gives it. */
    @State(Scope.Thread)
    public static class Writer {
        private Connection connection;

        /** Opens it. */
        @Setup
        public void open(AuditBench bench) throws SQLException {
            connection = bench.connection();
        }

        /** Closes it. */
        @TearDown
        public void close() throws SQLException {
            connection.close();
        }
    }

    /** One act: one row, one durable commit. */
    @Benchmark
    @Threads(8)
    public void record(Writer writer) throws SQLException {
        new AuditTrail(KEY)
                .record(
                        writer.connection,
                        AuditEntry.done("4100001", "payslip-view", "payslip:1", CorrelationId.fresh(), Map.of()),
                        Instant.now());
        writer.connection.commit();
    }

    /** The peer: one act, one row, chained by its writer while the others wait. */
    @Benchmark
    @Threads(8)
    public void chainUnderARowLock(Writer writer) throws SQLException {
        long seq;
        byte[] hash;
        try (Statement statement = writer.connection.createStatement();
                ResultSet head = statement.executeQuery("SELECT seq, hash FROM audit_head FOR UPDATE")) {
            head.next();
            seq = head.getLong(1) + 1;
            hash = sha256(head.getBytes(2));
        }
        try (PreparedStatement insert = writer.connection.prepareStatement(
                        "INSERT INTO audit (id, at, actor, act, object, outcome, correlation_id, details, mac, seq, hash)"
                                + " VALUES (?, now(), '4100001', 'payslip-view', 'payslip:1', 'DONE', ?, '{}', ?, ?, ?)");
                PreparedStatement move =
                        writer.connection.prepareStatement("UPDATE audit_head SET seq = ?, hash = ?")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, CorrelationId.fresh().value());
            insert.setBytes(3, hash);
            insert.setLong(4, seq);
            insert.setBytes(5, hash);
            insert.executeUpdate();
            move.setLong(1, seq);
            move.setBytes(2, hash);
            move.executeUpdate();
        }
        writer.connection.commit();
    }

    /** Seals the rest, verifies what {@code record} wrote, and stops everything. */
    @TearDown
    public void stop(BenchmarkParams params) throws IOException, InterruptedException, SQLException {
        stopping.countDown();
        sealer.join();
        if (params.getBenchmark().endsWith(".record")) {
            try (Connection connection = connection()) {
                AuditSealer auditSealer = new AuditSealer(KEY);
                int late = 0;
                for (int sealed = -1; sealed != 0; late += sealed) {
                    sealed = auditSealer.seal(connection);
                }
                List<AuditVerifier.Fault> faults = new AuditVerifier(KEY).verify(connection);
                if (!faults.isEmpty()) {
                    throw new IllegalStateException(faults.size() + " faults, such as " + faults.get(0));
                }
                System.out.println("the chain verifies; " + late + " rows were not sealed yet at the end");
            }
        }
        postgres.close();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = postgres.getPostgresDatabase().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private void sealAsTheyCome() {
        AuditSealer auditSealer = new AuditSealer(KEY);
        try (Connection connection = connection()) {
            // As the modules do: all there is, then a pause.
            do {
                int sealed = auditSealer.seal(connection);
                while (sealed > 0) {
                    sealed = auditSealer.seal(connection);
                }
            } while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
