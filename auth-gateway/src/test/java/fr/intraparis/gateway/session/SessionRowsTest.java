package fr.intraparis.gateway.session;

import fr.intraparis.gateway.Visit.Zone;
import fr.intraparis.gateway.posture.Browser;
import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.testing.Shows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Shows("M1")
class SessionRowsTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static EmbeddedPostgres postgres;
    private static SessionRows rows;

    @BeforeAll
    static void open() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        rows = new SessionRows(postgres.getPostgresDatabase(), new Seal(new byte[32]), SessionLimits.DEFAULT);
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
    void aSessionIsReadAsItWasWrittenAndItsTokenIsSealed() throws SQLException {
        Session session = begin("a1", "sid-a", "subject-a");
        LiveSession read = rows.find("a1");
        assertNotNull(read);
        assertEquals(session, read.session);
        assertEquals("refresh a1", read.refreshToken);
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM session WHERE refresh_token LIKE '%refresh%'")) {
            assertTrue(row.next());
            assertEquals(0, row.getInt(1), "in the clear");
        }
    }

    @Test
    void aRolledBackActEndsNothing() {
        begin("b1", "sid-b", "subject-b");
        try {
            rows.transaction(connection -> {
                rows.delete(connection, "b1");
                throw new IllegalStateException("the audit row could not be written");
            });
        } catch (IllegalStateException expected) {
            assertNotNull(rows.find("b1"));
        }
    }

    @Test
    void everyNodeHearsWhichSessionsKeycloakEnded() throws SQLException {
        begin("c1", "sid-c1", "subject-c");
        begin("c2", "sid-c2", "subject-c");
        begin("c3", "sid-c3", "somebody else");
        try (Connection ear = postgres.getPostgresDatabase().getConnection();
                Statement listen = ear.createStatement()) {
            listen.execute("LISTEN " + SessionRows.CHANNEL);
            assertEquals(
                    Set.of("c1", "c2"),
                    Set.copyOf(rows.transaction(connection -> rows.deleteOf(connection, null, "subject-c")).stream()
                            .map(SessionRows.Ended::id)
                            .toList()));
            PGNotification[] heard = ear.unwrap(PGConnection.class).getNotifications(5_000);
            assertEquals(
                    Set.of("c1", "c2"),
                    Set.copyOf(List.of(heard).stream()
                            .map(PGNotification::getParameter)
                            .toList()));
        }
        assertEquals(Set.of("c3"), rows.among(List.of("c1", "c2", "c3")));
    }

    @Test
    void anAccountsSessionsAreItsOwnAndNobodyElses() {
        begin("f1", "sid-f1", "subject-f");
        begin("f2", "sid-f2", "subject-f");
        begin("f3", "sid-f3", "subject-g");
        assertEquals(
                List.of("f1", "f2"),
                rows.of("subject-f").stream().map(row -> row.session.id()).toList());
        assertEquals(List.of(), rows.of("nobody"));
    }

    @Test
    void aLogoutTokenIsObeyedOnce() {
        assertEquals(true, rows.transaction(connection -> rows.once(connection, "jti", NOW)));
        assertEquals(false, rows.transaction(connection -> rows.once(connection, "jti", NOW)));
    }

    @Test
    void aSessionMayLoseARoleAndALevel() {
        begin("d1", "sid-d", "subject-d");
        rows.lower("d1", Set.of(), Assurance.PWD);
        LiveSession read = rows.find("d1");
        assertNotNull(read);
        assertEquals(Set.of(), read.session.roles());
        assertEquals(Assurance.PWD, read.session.assurance());
    }

    @Test
    void aCopyServesUntilTheNewsAndNeverOutlivesItsRow() {
        begin("e1", "sid-e", "subject-e");
        SessionCopies copies = new SessionCopies(10, rows::find);
        LiveSession first = copies.get("e1");
        assertNotNull(first);
        assertSame(first, copies.get("e1"), "read once");
        rows.transaction(connection -> rows.delete(connection, "e1"));
        copies.check(rows::among);
        assertNull(copies.get("e1"));
    }

    private static Session begin(String id, String sid, String subject) {
        Session session = new Session(
                id,
                subject,
                new AgentId("4100001"),
                "amelie.durand",
                "Amélie Durand",
                Set.of(Role.AGENT),
                Assurance.MFA,
                List.of("otp", "pwd"),
                NOW,
                sid,
                Locale.FRENCH,
                NOW,
                new Browser("Firefox", 160, "desktop"),
                Zone.OUTSIDE,
                null);
        rows.transaction(connection -> {
            rows.insert(connection, session, "refresh " + id);
            return true;
        });
        return session;
    }
}
