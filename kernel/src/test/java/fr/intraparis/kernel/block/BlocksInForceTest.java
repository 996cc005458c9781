package fr.intraparis.kernel.block;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.news.News;
import fr.intraparis.kernel.testing.Shows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Shows({"A5.1", "A5.2", "A5.5"})
class BlocksInForceTest {
    private static EmbeddedPostgres postgres;
    private BlocksInForce blocks;

    @BeforeAll
    static void open() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void close() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void listen() throws SQLException {
        // As the door's migration has it, for whoever may only read.
        run("DROP SCHEMA IF EXISTS nomades CASCADE; CREATE SCHEMA nomades; CREATE TABLE nomades.block_in_force"
                + " (id uuid, subject text, sid text, code text, curable boolean, since timestamptz)");
        blocks = BlocksInForce.listen(
                Thread::new, new News.Place(postgres.getJdbcUrl("postgres", "postgres"), "postgres", ""));
        until("it hears", () -> !blocks.deaf());
    }

    @AfterEach
    void stop() {
        blocks.stop();
    }

    @Test
    void aBlockOfAPersonAndOneOfASessionAreHeardAsTheyComeAndGo() throws SQLException {
        List<Block> told = new CopyOnWriteArrayList<>();
        blocks.watch(told::add);
        assertNull(blocks.judge("amelie", "s1"));
        UUID person = raise("amelie", null, "NOM-SES-009", false);
        until("the person is blocked", () -> ErrorCode.SES_BLOCKED == blocks.judge("amelie", "s1"));
        assertEquals(ErrorCode.SES_BLOCKED, blocks.judge("amelie", null), "whatever the session");
        assertNull(blocks.judge("bruno", "s1"), "and nobody else");
        UUID session = raise("bruno", "s2", "NOM-SES-009", false);
        until("the session is blocked", () -> ErrorCode.SES_BLOCKED == blocks.judge("bruno", "s2"));
        assertNull(blocks.judge("bruno", "s3"), "another session of the same person");
        assertEquals(List.of(person, session), told.stream().map(Block::id).toList());
        lift(person);
        lift(session);
        until("nobody is", () -> blocks.judge("amelie", "s1") == null && blocks.judge("bruno", "s2") == null);
    }

    @Test
    void whoeverShoutsOnTheChannelBlocksAndFreesNobody() throws SQLException {
        UUID id = raise("amelie", null, "NOM-SES-009", false);
        until("blocked", () -> blocks.judge("amelie", null) != null);
        run("SELECT pg_notify('nomades_block', 'nonsense'), pg_notify('nomades_block', '" + id
                + "'), pg_notify('nomades_block', '" + UUID.randomUUID() + "')");
        UUID later = raise("bruno", null, "NOM-SES-009", false);
        until("what came after the shouting is heard", () -> blocks.judge("bruno", null) != null);
        assertEquals(ErrorCode.SES_BLOCKED, blocks.judge("amelie", null));
        lift(later);
    }

    @Test
    void aCurableBlockIsGivenAMomentToHealAndARiskIsNot() throws SQLException {
        UUID id = raise("amelie", "s1", "NOM-NET-002", true);
        until("blocked", () -> blocks.concerning("amelie", "s1").findAny().isPresent());
        assertEquals(ErrorCode.NET_VPN, blocks.judge("amelie", "s1"), "nobody lifts it");
        CompletableFuture<ErrorCode> asked = CompletableFuture.supplyAsync(() -> blocks.judge("amelie", "s1"));
        lift(id);
        assertNull(asked.join(), "lifted while it was asked");
        raise("amelie", "s1", "NOM-SES-009", false);
        raise("amelie", "s1", "NOM-NET-002", true);
        until("both", () -> blocks.concerning("amelie", "s1").count() == 2);
        assertEquals(ErrorCode.SES_BLOCKED, blocks.judge("amelie", "s1"), "the risk is told first");
    }

    @Test
    void whoHearsNothingForFiveSecondsLetsNobodyInUntilTheConnectionIsBack() throws SQLException {
        run("ALTER TABLE nomades.block_in_force RENAME TO hidden");
        run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'news of %'");
        assertNull(blocks.judge("amelie", "s1"), "for a moment it is nothing");
        until("deaf", () -> blocks.judge("amelie", "s1") == ErrorCode.SES_BLOCKS_UNKNOWN);
        run("INSERT INTO nomades.hidden VALUES (gen_random_uuid(), 'amelie', NULL, 'NOM-SES-009', false, now())");
        run("ALTER TABLE nomades.hidden RENAME TO block_in_force");
        until("what was said meanwhile is known", () -> blocks.judge("amelie", "s1") == ErrorCode.SES_BLOCKED);
        assertNull(blocks.judge("bruno", "s2"));
        assertFalse(blocks.deaf());
    }

    private static UUID raise(String subject, @Nullable String sid, String code, boolean curable) throws SQLException {
        UUID id = UUID.randomUUID();
        run("INSERT INTO nomades.block_in_force VALUES ('" + id + "', '" + subject + "', "
                + (sid == null ? "NULL" : "'" + sid + "'") + ", '" + code + "', " + curable
                + ", now()); SELECT pg_notify('nomades_block', '" + id + "')");
        return id;
    }

    private static void lift(UUID id) throws SQLException {
        run("DELETE FROM nomades.block_in_force WHERE id = '" + id + "'; SELECT pg_notify('nomades_block', '" + id
                + "')");
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
