package fr.intraparis.gateway.block;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BlockRowsTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Operator DAVID = new Operator("d", "4100004");
    private static final Operator INES = new Operator("i", "4100009");

    private static EmbeddedPostgres postgres;
    private Connection connection;

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

    @BeforeEach
    void connect() throws SQLException {
        connection = postgres.getPostgresDatabase().getConnection();
        run("DELETE FROM session_block; DELETE FROM session; DELETE FROM ended_session");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    @Shows("A5.3")
    void twoDifferentOperatorsLiftARiskAndNobodyTheirOwn() throws SQLException {
        SessionBlock risk = raise("amelie", null, false, ErrorCode.SES_BLOCKED);
        assertThrows(SQLException.class, () -> BlockRows.signSecond(connection, risk.id(), DAVID, NOW), "alone");
        BlockRows.signFirst(connection, risk.id(), DAVID, NOW);
        assertEquals(Optional.of(DAVID), signer(risk));
        assertThrows(SQLException.class, () -> BlockRows.signSecond(connection, risk.id(), DAVID, NOW), "twice");
        assertThrows(
                SQLException.class,
                () -> BlockRows.signSecond(connection, risk.id(), new Operator("amelie", "4100001"), NOW),
                "one's own");
        assertThrows(SQLException.class, () -> run("UPDATE session_block SET lifted = now()"), "with one signature");
        assertEquals(1, BlockRows.inForce(connection).size());
        BlockRows.signSecond(connection, risk.id(), INES, NOW);
        assertEquals(List.of(), BlockRows.inForce(connection));
    }

    @Test
    @Shows("A5.2")
    void whatIsCurableOfASessionHealsAndNothingElse() throws SQLException {
        raise("amelie", "s1", true, ErrorCode.NET_VPN);
        raise("amelie", "s1", true, ErrorCode.BRW_CHANGED);
        SessionBlock other = raise("bruno", "s2", true, ErrorCode.NET_VPN);
        SessionBlock risk = raise("amelie", "s1", false, ErrorCode.SES_BLOCKED);
        assertFalse(
                BlockRows.insert(connection, block("amelie", "s1", true, ErrorCode.NET_VPN)), "the same again is none");
        assertEquals(2, BlockRows.heal(connection, "s1", NOW).size());
        assertEquals(
                Set.of(other.id(), risk.id()),
                BlockRows.inForce(connection).stream().map(SessionBlock::id).collect(Collectors.toSet()));
    }

    @Test
    @Shows("A5.1")
    void everyChangeIsToldWithItsNumberWhoeverMakesIt() throws SQLException {
        try (Connection ear = postgres.getPostgresDatabase().getConnection();
                Statement listen = ear.createStatement()) {
            listen.execute("LISTEN nomades_block");
            SessionBlock block = raise("amelie", "s1", true, ErrorCode.NET_VPN);
            assertEquals(block.id().toString(), heard(ear));
            assertEquals("NOM-NET-002", inForce("s1"));
            run("UPDATE session_block SET lifted = now() WHERE sid = 's1'");
            assertEquals(block.id().toString(), heard(ear));
            assertEquals("", inForce("s1"));
        }
    }

    @Test
    @Shows("A5.4")
    void aSessionIsOverWithTheLastOneThatStandsOnItAndLivesWhenOneIsOpenedAnew() throws SQLException {
        session("one", "s1");
        session("two", "s1");
        run("DELETE FROM session WHERE id = 'one'");
        assertEquals("", inForce("s1"), "another one stands on it");
        run("DELETE FROM session WHERE id = 'two'");
        assertEquals("NOM-SES-002", inForce("s1"));
        session("three", "s1");
        assertEquals("", inForce("s1"));
        run("DELETE FROM session");
        run("UPDATE ended_session SET ended = now() - interval '7 minutes'");
        assertEquals("", inForce("s1"), "no token lives so long");
    }

    @Test
    void whatIsOfNobodysSessionIsTidiedAway() throws SQLException {
        session("one", "s1");
        SessionBlock kept = raise("amelie", "s1", true, ErrorCode.NET_VPN);
        raise("amelie", "s2", true, ErrorCode.NET_VPN);
        SessionBlock risk = raise("amelie", "s3", false, ErrorCode.SES_BLOCKED);
        run("UPDATE session_block SET since = now() - interval '10 minutes'");
        BlockRows.tidy(connection);
        assertEquals(
                List.of(kept.id(), risk.id()).stream().sorted().toList(),
                BlockRows.inForce(connection).stream()
                        .map(SessionBlock::id)
                        .sorted()
                        .toList());
    }

    private SessionBlock raise(String subject, @Nullable String sid, boolean curable, ErrorCode code)
            throws SQLException {
        SessionBlock block = block(subject, sid, curable, code);
        assertTrue(BlockRows.insert(connection, block));
        return block;
    }

    private static SessionBlock block(String subject, @Nullable String sid, boolean curable, ErrorCode code) {
        return new SessionBlock(
                UUID.randomUUID(),
                subject,
                "amelie.durand",
                sid,
                curable,
                code,
                "test",
                "",
                NOW,
                "nomades",
                null,
                null);
    }

    private Optional<Operator> signer(SessionBlock block) throws SQLException {
        return Optional.ofNullable(BlockRows.find(connection, block.id()).firstSigner());
    }

    private void session(String id, String sid) throws SQLException {
        run(
                "INSERT INTO session (id, subject, username, name, roles, acr, amr, auth_time, sid, language, refresh_token,"
                        + " created, seen, over_at, browser_family, browser_major, browser_system, zone) SELECT '" + id
                        + "', 'amelie', 'amelie.durand', '', '{}', 'mfa', '{}', now(), '" + sid
                        + "', 'fr', '', now(), now(), now(), 'Firefox', 160, 'desktop', 'OUTSIDE'");
    }

    private String inForce(String sid) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT code FROM block_in_force WHERE sid = '" + sid + "'")) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static String heard(Connection ear) throws SQLException {
        var news = ear.unwrap(PGConnection.class).getNotifications(5_000);
        return news.length == 0 ? "" : news[0].getParameter();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
