package fr.intraparis.mail.outgoing;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.audit.AuditSealer;
import fr.intraparis.kernel.audit.AuditVerifier;
import fr.intraparis.kernel.contract.mail.OutgoingAttachment;
import fr.intraparis.kernel.contract.mail.SendMessage;
import fr.intraparis.kernel.contract.mail.SentReceipt;
import fr.intraparis.kernel.jdbc.Transactions;
import fr.intraparis.kernel.outbox.Outbox;
import fr.intraparis.mail.ground.City;
import fr.intraparis.mail.ground.Registry;
import fr.intraparis.mail.trace.Traces;
import fr.intraparis.mail.wire.ImapMailbox;
import fr.intraparis.mail.wire.Letter;
import fr.intraparis.mail.wire.MailServer;
import fr.intraparis.mail.world.LocalMail;
import fr.intraparis.mail.world.MovedClock;
import fr.intraparis.mail.world.SmallPool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PostTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final City PARIS = new City("paris.fr");
    private static final Post.Writer AMELIE =
            new Post.Writer("4100001", "amelie.durand@paris.fr", "Amélie Durand", "token-a", Locale.FRENCH);
    private static final int AT_ONCE = 6;
    private static final String BRUNO = "bruno.martin@paris.fr";

    private static EmbeddedPostgres postgres;
    private static Transactions database;

    private final MovedClock clock = new MovedClock();
    private LocalMail mail;
    private MailServer place;
    private Post post;

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
    void openMail() {
        mail = LocalMail.start();
        place = mail.place();
        open(mail);
        post = new Post(database, new Registry(KEY, clock), new Delivery(database, place, clock), PARIS, clock);
        database.inTransaction(connection -> connection
                .createStatement()
                .execute("TRUNCATE trace, audit, outbox, idempotency; UPDATE audit_head SET seq = 0, hash = ''"));
    }

    @AfterEach
    void closeMail() {
        mail.close();
    }

    @Test
    void aMessageArrivesOnceHoweverOftenItIsSent() throws IOException {
        UUID key = UUID.randomUUID();
        SentReceipt first = post.send(AMELIE, key, to(BRUNO));
        SentReceipt again = post.send(AMELIE, key, to(BRUNO));
        assertEquals("SENT", first.state());
        assertEquals(first, again);
        assertEquals(1, mail.delivered());
        assertEquals(0, count("outbox"));
        assertEquals(
                ErrorCode.SYS_KEY_REUSED,
                assertThrows(CodedException.class, () -> post.send(AMELIE, key, to("chloe.bernard@paris.fr")))
                        .code());
        try (ImapMailbox bruno = ImapMailbox.open(place, BRUNO, "token-b")) {
            Letter.Line line = bruno.page(1, 20).lines().get(0);
            assertEquals("amelie.durand@paris.fr", line.sender());
            assertEquals("Réponse", line.subject());
            assertTrue(line.attachments());
            Letter.Sheet sheet = bruno.read(line.uid()).orElseThrow();
            assertEquals("Bonjour,\nmerci.", sheet.text());
            assertEquals("pièce.pdf", sheet.files().get(0).name());
            assertEquals(
                    4, bruno.attachment(line.uid(), 0).orElseThrow().content().readAllBytes().length);
            assertTrue(bruno.read(line.uid() + 1).isEmpty());
            assertTrue(bruno.attachment(line.uid(), 1).isEmpty());
        }
    }

    @Test
    void theCharterRefusesAndNothingLeaves() throws Exception {
        CodedException refused = assertThrows(
                CodedException.class, () -> post.send(AMELIE, UUID.randomUUID(), to(BRUNO, "amelie@gmail.com")));
        assertEquals(ErrorCode.CHA_OUTSIDE_RECIPIENT, refused.code());
        assertTrue(refused.detail().contains("amelie@gmail.com")
                && refused.detail().contains("Charte"));
        assertEquals(0, mail.delivered());
        assertEquals(0, count("outbox") + count("trace") + count("idempotency"));
        assertEquals(1, count("audit WHERE act = 'mail-sent' AND outcome = 'REFUSED' AND code = 'NOM-CHA-001'"));
    }

    @Test
    void withoutAMailServerAMessageWaitsForTheNextVisit() {
        mail.close();
        UUID key = UUID.randomUUID();
        long start = System.nanoTime();
        assertEquals("WAITING", post.send(AMELIE, key, to(BRUNO)).state());
        assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(Duration.ofSeconds(3)) < 0);
        assertEquals(1, post.visit(AMELIE.mailbox(), AMELIE.token()));

        mail = LocalMail.startAt(place);
        open(mail);
        clock.forward(Duration.ofMinutes(10));
        assertEquals(0, post.visit(AMELIE.mailbox(), AMELIE.token()));
        assertEquals(0, post.visit(AMELIE.mailbox(), AMELIE.token()));
        assertEquals(1, mail.delivered());
        assertEquals("SENT", post.send(AMELIE, key, to(BRUNO)).state());
        assertEquals(1, mail.delivered());
        assertEquals(0, count("outbox"));
    }

    @Test
    void aMailServerThatOnlyListensStarvesNobody() throws Exception {
        // As many at once as the pool has connections: with one held through SMTP, the second that each needs never
        // comes.
        Transactions small = new Transactions(new SmallPool(postgres.getPort(), AT_ONCE, Duration.ofSeconds(1), 1000));
        ExecutorService agents = Executors.newFixedThreadPool(AT_ONCE);
        try (ServerSocket silent = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            MailServer listens = new MailServer("localhost", silent.getLocalPort(), "localhost", silent.getLocalPort());
            Post slow = new Post(small, new Registry(KEY, clock), new Delivery(small, listens, clock), PARIS, clock);
            List<Callable<String>> sends = Collections.nCopies(
                    AT_ONCE,
                    () -> slow.send(AMELIE, UUID.randomUUID(), to(BRUNO)).state());
            for (Future<String> sent : agents.invokeAll(sends)) {
                assertEquals("WAITING", sent.get());
            }
        } finally {
            agents.shutdown();
        }
        assertEquals(AT_ONCE, count("outbox"));
    }

    @Test
    void aMessageWhoseWorkerDiedIsSentOnceWhenItsClaimHasRunOut() {
        mail.close();
        post.send(AMELIE, UUID.randomUUID(), to(BRUNO));
        mail = LocalMail.startAt(place);
        open(mail);
        clock.forward(Duration.ofMinutes(10));
        database.inTransaction(
                connection -> Outbox.claim(connection, "agent:" + AMELIE.mailbox(), Delivery.LEASE, clock.instant()));
        assertEquals(1, post.visit(AMELIE.mailbox(), AMELIE.token()), "still another worker's");
        assertEquals(0, mail.delivered());
        clock.forward(Delivery.LEASE.plusSeconds(1));
        assertEquals(0, post.visit(AMELIE.mailbox(), AMELIE.token()));
        assertEquals(1, mail.delivered());
    }

    @Test
    void aMessageWhoseEndWasNotWrittenComesAgainUnderTheSameMessageId() {
        // Three transactions pass: the message is taken, looked for and claimed. The fourth would write that it was
        // sent.
        Transactions dies = new Transactions(new SmallPool(postgres.getPort(), 1, Duration.ZERO, 3));
        Post cut = new Post(dies, new Registry(KEY, clock), new Delivery(dies, place, clock), PARIS, clock);
        assertEquals(
                ErrorCode.SYS_DATABASE,
                assertThrows(CodedException.class, () -> cut.send(AMELIE, UUID.randomUUID(), to(BRUNO)))
                        .code());
        assertEquals(1, mail.delivered());
        clock.forward(Delivery.LEASE.plusSeconds(1));
        assertEquals(0, post.visit(AMELIE.mailbox(), AMELIE.token()));
        assertEquals(2, mail.delivered(), "SMTP cannot tell that it has it already");
        Set<String> ids = Set.copyOf(mail.messageIds());
        assertEquals(1, ids.size());
        assertEquals(ids, database.inTransaction(connection -> Traces.triedTwice(connection, ids)));
        assertEquals(0, count("outbox"));
    }

    @Test
    void anotherAgentsVisitSendsNothingOfMine() {
        mail.close();
        post.send(AMELIE, UUID.randomUUID(), to(BRUNO));
        mail = LocalMail.startAt(place);
        open(mail);
        clock.forward(Duration.ofMinutes(10));
        post.visit(BRUNO, "token-b");
        assertEquals(0, mail.delivered());
    }

    @Test
    void aTokenThatIsNotAcceptedKeepsTheMessage() {
        Post.Writer expired = new Post.Writer("4100001", AMELIE.mailbox(), "", "old", Locale.FRENCH);
        assertEquals("WAITING", post.send(expired, UUID.randomUUID(), to(BRUNO)).state());
        clock.forward(Duration.ofMinutes(10));
        assertEquals(0, post.visit(AMELIE.mailbox(), AMELIE.token()));
        assertEquals(1, mail.delivered());
        assertEquals(
                ErrorCode.SES_TOKEN_INVALID,
                assertThrows(CodedException.class, () -> ImapMailbox.open(place, BRUNO, "old"))
                        .code());
    }

    @Test
    void aMessageTriedTwiceIsKnown() throws Exception {
        mail.close();
        UUID key = UUID.randomUUID();
        String reference = post.send(AMELIE, key, to(BRUNO)).reference();
        mail = LocalMail.startAt(place);
        open(mail);
        clock.forward(Duration.ofMinutes(10));
        post.visit(AMELIE.mailbox(), AMELIE.token());
        String messageId = Post.messageId(UUID.fromString(reference), PARIS);
        assertEquals(
                Set.of(messageId),
                database.inTransaction(connection -> Traces.triedTwice(connection, List.of(messageId, "<x@y>"))));
        assertEquals(
                Set.of(), database.inTransaction(connection -> Traces.official(connection, BRUNO, List.of(messageId))));
    }

    @Test
    void everyMessageLeavesOneRowAndTheChainHolds() throws Exception {
        post.send(AMELIE, UUID.randomUUID(), to(BRUNO));
        assertThrows(CodedException.class, () -> post.send(AMELIE, UUID.randomUUID(), to("x@gmail.com")));
        assertEquals(2, database.inTransaction(new AuditSealer(KEY)::seal));
        assertEquals(List.of(), database.inTransaction(new AuditVerifier(KEY)::verify));
        assertEquals(0, count("audit WHERE details LIKE '%merci%' OR details LIKE '%Réponse%'"), "never a body");
    }

    @Test
    void oversizedOrBrokenContentIsNamed() {
        String big = Base64.getEncoder().encodeToString(new byte[11 * 1024 * 1024]);
        assertEquals(ErrorCode.MAI_ATTACHMENT_TOO_LARGE, refused(attached("a.bin", big)));
        assertEquals(ErrorCode.SYS_BAD_REQUEST, refused(attached("a.bin", "***")));
        assertEquals(ErrorCode.MAI_UNSAFE_TEXT, refused(attached("a\r\nBcc: x@y.z", "AAAA")));
        assertEquals(ErrorCode.MAI_ADDRESS, refused(to()));
        assertEquals(ErrorCode.MAI_ADDRESS, refused(to("bruno")));
        assertEquals(0, count("outbox") + count("trace"));
    }

    private ErrorCode refused(SendMessage message) {
        return assertThrows(CodedException.class, () -> post.send(AMELIE, UUID.randomUUID(), message))
                .code();
    }

    private static SendMessage to(String... recipients) {
        return new SendMessage(
                List.of(recipients),
                List.of(),
                "Réponse",
                "Bonjour,\nmerci.",
                "<1@paris.fr>",
                List.of(new OutgoingAttachment("pièce.pdf", "application/pdf", "JVBERg==")));
    }

    private static SendMessage attached(String name, String content) {
        return new SendMessage(
                List.of(BRUNO),
                List.of(),
                "x",
                "y",
                null,
                List.of(new OutgoingAttachment(name, "application/octet-stream", content)));
    }

    private static void open(LocalMail mail) {
        mail.mailbox(AMELIE.mailbox(), AMELIE.token());
        mail.mailbox(BRUNO, "token-b");
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
