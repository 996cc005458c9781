package fr.intraparis.gateway.audit;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Shows("M10")
class RefusalsTest {
    private static EmbeddedPostgres postgres;

    private final Refusals refusals = new Refusals();

    @BeforeAll
    static void open() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        Flyway.configure()
                .dataSource(postgres.getPostgresDatabase())
                .locations("classpath:db/migration/nomades")
                .load()
                .migrate();
    }

    @AfterAll
    static void close() throws IOException {
        postgres.close();
    }

    @Test
    void aThousandRefusalsOfOneAddressLeaveElevenRowsAndNoneIsLostInNumber() throws SQLException {
        begin(true);
        refuse("198.51.100.1", 1_000);
        refusals.summarise();
        refusals.summarise();
        assertEquals(10, number("SELECT count(*) FROM audit WHERE act = 'refusal' AND object = '/198.51.100.1'"));
        assertEquals(
                "{\"address\":\"198.51.100.1\",\"more\":\"990\"}",
                text("SELECT details FROM audit WHERE act = 'more-refusals' AND details LIKE '%198.51.100.1%'"));
        Figure.of("1,000 refusals in a loop: 11 audit rows");
    }

    @Test
    void whileTheAuditCannotBeWrittenNobodyWaitsAndAllAreCounted() throws IOException, SQLException {
        begin(false);
        long start = System.nanoTime();
        refuse("198.51.100.2", 50);
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 3_000);
        refusals.summarise();
        refusals.audit.database = postgres.getPostgresDatabase();
        refusals.summarise();
        assertEquals(
                "{\"address\":\"198.51.100.2\",\"more\":\"50\"}",
                text("SELECT details FROM audit WHERE details LIKE '%198.51.100.2%'"));
    }

    private void begin(boolean reachable) throws SQLException {
        refusals.audit = new Audit();
        refusals.audit.key = Base64.getEncoder().encodeToString(new byte[32]);
        refusals.audit.configure();
        refusals.audit.database = postgres.getPostgresDatabase();
        if (!reachable) {
            try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                PGSimpleDataSource nowhere = new PGSimpleDataSource();
                nowhere.setUrl("jdbc:postgresql://localhost:" + closed.getLocalPort() + "/x?connectTimeout=1");
                refusals.audit.database = nowhere;
            } catch (IOException noPort) {
                throw new SQLException(noPort);
            }
        }
        refusals.configure();
    }

    private void refuse(String address, int times) {
        for (int i = 0; i < times; i++) {
            refusals.note(
                    AuditEntry.refused(
                            "-",
                            "refusal",
                            "/" + address,
                            ErrorCode.BRW_UNLISTED,
                            CorrelationId.fresh(),
                            Map.of("address", address)),
                    address);
        }
    }

    private static int number(String query) throws SQLException {
        return Integer.parseInt(text(query));
    }

    private static String text(String query) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : "none";
        }
    }
}
