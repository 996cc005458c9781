package fr.intraparis.bench;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.audit.AuditSealer;
import fr.intraparis.kernel.audit.AuditTrail;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
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

/** Durable audit rows a second with eight writers, sealed as they come; the bar is 5,000. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class AuditBench {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    private final EmbeddedPostgres postgres;
    private volatile boolean running = true;
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

    /** Stops everything. */
    @TearDown
    public void stop() throws IOException, InterruptedException {
        running = false;
        sealer.join();
        postgres.close();
    }

    private Connection connection() throws SQLException {
        Connection connection = postgres.getPostgresDatabase().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private void sealAsTheyCome() {
        AuditSealer auditSealer = new AuditSealer(KEY);
        try (Connection connection = connection()) {
            while (running) {
                if (auditSealer.seal(connection) == 0) {
                    Thread.onSpinWait();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
