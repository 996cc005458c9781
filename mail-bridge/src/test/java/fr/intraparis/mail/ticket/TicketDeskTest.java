package fr.intraparis.mail.ticket;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.mail.AnswerCode;
import fr.intraparis.kernel.contract.mail.NewTicket;
import fr.intraparis.kernel.contract.mail.ReadTicket;
import fr.intraparis.kernel.contract.mail.TicketFact;
import fr.intraparis.kernel.contract.mail.TicketView;
import fr.intraparis.kernel.jdbc.Transactions;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.mail.ground.Registry;
import fr.intraparis.mail.world.MovedClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

class TicketDeskTest {
    private static final String DOOR = "auth-gateway";
    private static final Random RANDOM = new Random(11);

    private static EmbeddedPostgres postgres;
    private static Transactions database;

    private final MovedClock clock = new MovedClock();
    private TicketDesk desk;

    @BeforeAll
    static void openDatabase() throws IOException {
        postgres = EmbeddedPostgres.start();
        Flyway.configure()
                .dataSource(postgres.getPostgresDatabase())
                .locations("classpath:db/migration/mail")
                .load()
                .migrate();
        database = new Transactions(postgres.getPostgresDatabase());
    }

    @AfterAll
    static void closeDatabase() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void open() {
        desk = new TicketDesk(
                database,
                new Registry("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8), clock),
                clock);
    }

    @Test
    @Shows("M4")
    void theSameTicketTwiceIsOneAndAnotherUnderItsIdIsRefused() {
        AnswerCode code = code();
        NewTicket ticket = ticket(code, "NOM-NET-002", "Le VPN");
        desk.take(DOOR, ticket);
        desk.take(DOOR, ticket);
        assertEquals(1, count("ticket WHERE id = '" + ticket.id() + "'"));
        assertEquals(1, count("audit WHERE act = 'ticket-open' AND object = 'ticket:" + ticket.id() + "'"));
        NewTicket other = new NewTicket(
                ticket.id(),
                ticket.reference(),
                ticket.secretHash(),
                ticket.code(),
                "",
                "Autre",
                List.of(),
                clock.instant());
        refused(ErrorCode.SYS_KEY_REUSED, () -> desk.take(DOOR, other));
    }

    @Test
    @Shows("E10.4")
    void aTicketIsForgottenAfterHalfAYearAndNotBefore() {
        AnswerCode code = code();
        NewTicket ticket = ticket(code, "NOM-NET-002", "Le VPN");
        desk.take(DOOR, ticket);
        clock.forward(TicketDesk.KEPT.minusDays(1));
        desk.forget();
        assertEquals(1, count("ticket WHERE id = '" + ticket.id() + "'"));
        clock.forward(Duration.ofDays(2));
        int forgotten = desk.forget();
        assertEquals(0, count("ticket WHERE id = '" + ticket.id() + "'"));
        refused(ErrorCode.SUP_NOT_FOUND, () -> read(code, "BRW"));
        assertEquals(1, count("audit WHERE act = 'ticket-purge' AND details LIKE '%\"" + forgotten + "\"%'"));
        assertEquals(0, desk.forget());
    }

    @Test
    @Shows("E10.4")
    void aVisitWithoutTheCauseClosesTheTicketOnceAndKeepsItsAnswer() {
        AnswerCode code = code();
        NewTicket ticket = ticket(code, "NOM-NET-002", "Le VPN");
        desk.take(DOOR, ticket);
        assertEquals("OPEN", read(code, "BRW").state());
        desk.answer("4100004", UUID.randomUUID(), ticket.id(), "Coupez le VPN.");
        TicketView healed = read(code, "BRW", "NET");
        assertEquals("CLOSED", healed.state());
        assertEquals("Coupez le VPN.", healed.answer());
        assertNotNull(healed.healedAt());
        clock.forward(Duration.ofHours(1));
        assertEquals(healed.healedAt(), read(code, "BRW", "NET").healedAt());
        assertEquals(1, count("audit WHERE act = 'ticket-healed' AND object = 'ticket:" + ticket.id() + "'"));
    }

    @Test
    @Shows("E10.4")
    void aCauseThatNoVisitCanJudgeClosesNothing() {
        AnswerCode code = code();
        desk.take(DOOR, ticket(code, "NOM-REL-004", "La messagerie"));
        assertNull(read(code, "BRW", "NET", "REL").healedAt());
        AnswerCode without = code();
        desk.take(DOOR, ticket(without, "", "Rien ne va"));
        assertNull(read(without, "BRW", "NET").healedAt());
    }

    @Test
    @Shows("E10.3")
    void tenWrongCodesLockTheTicketForAQuarterOfAnHourEvenForTheRightOne() {
        AnswerCode code = code();
        desk.take(DOOR, ticket(code, "NOM-BRW-001", "Mon navigateur"));
        AnswerCode wrong = new AnswerCode(code.reference(), "0".repeat(16));
        for (int i = 0; i < Ticket.MOST_WRONG; i++) {
            refused(ErrorCode.SUP_NOT_FOUND, () -> read(wrong));
        }
        refused(ErrorCode.SUP_LOCKED, () -> read(wrong));
        refused(ErrorCode.SUP_LOCKED, () -> read(code));
        clock.forward(Ticket.LOCKED.plusSeconds(1));
        assertEquals("Mon navigateur", read(code).text());
        assertEquals(0, count("ticket WHERE reference = '" + code.reference() + "' AND wrong > 0"));
        refused(ErrorCode.SUP_NOT_FOUND, () -> read(new AnswerCode("00000000", code.secret())));
    }

    @Test
    @Shows("M4")
    void anAnswerIsGivenOnce() {
        AnswerCode code = code();
        NewTicket ticket = ticket(code, "NOM-BRW-001", "Mon navigateur");
        desk.take(DOOR, ticket);
        UUID key = UUID.randomUUID();
        desk.answer("4100004", key, ticket.id(), "Mettez-le à jour.");
        desk.answer("4100004", key, ticket.id(), "Mettez-le à jour.");
        assertEquals(1, count("audit WHERE act = 'ticket-answer' AND object = 'ticket:" + ticket.id() + "'"));
        refused(ErrorCode.SYS_KEY_REUSED, () -> desk.answer("4100004", key, ticket.id(), "Non."));
        refused(ErrorCode.SUP_CLOSED, () -> desk.answer("4100004", UUID.randomUUID(), ticket.id(), "Non."));
        assertEquals("Mettez-le à jour.", read(code).answer());
        refused(ErrorCode.SUP_TEXT, () -> desk.answer("4100004", UUID.randomUUID(), ticket.id(), " "));
    }

    @Test
    @Shows("E10.3")
    void whatWasSentIsWhatIsRead() {
        AnswerCode code = code();
        NewTicket ticket = ticket(code, "NOM-NET-003", "Ligne 1\n« Ligne 2 »");
        desk.take(DOOR, ticket);
        TicketView shown = desk.open(ticket.id());
        assertEquals(ticket.text(), shown.text());
        assertEquals(ticket.facts(), shown.facts());
        assertEquals(0, count("ticket t WHERE t::text LIKE '%" + code.secret() + "%'"));
        refused(ErrorCode.SYS_BAD_REQUEST, () -> desk.take(DOOR, ticket(code(), "n'importe quoi", "x")));
        refused(ErrorCode.SYS_BAD_REQUEST, () -> desk.take(DOOR, ticket(code(), "", "x".repeat(2001))));
    }

    private TicketView read(AnswerCode code, String... healthy) {
        return desk.read(DOOR, UUID.randomUUID(), new ReadTicket(code.shown(), List.of(healthy)));
    }

    private NewTicket ticket(AnswerCode answer, String code, String text) {
        return new NewTicket(
                UUID.randomUUID().toString(),
                answer.reference(),
                answer.hash(),
                code,
                UUID.randomUUID().toString(),
                text,
                List.of(new TicketFact("zone", "OUTSIDE"), new TicketFact("browser", "\"Vivaldi\" 7")),
                clock.instant());
    }

    private static AnswerCode code() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        return AnswerCode.of(random);
    }

    private static void refused(ErrorCode code, Executable act) {
        assertEquals(code, assertThrows(CodedException.class, act).code());
    }

    private static int count(String from) {
        return database.inTransaction(connection -> {
            try (ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM " + from)) {
                row.next();
                return row.getInt(1);
            }
        });
    }
}
