package fr.intraparis.mail.official;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.mail.OfficialMessage;
import fr.intraparis.kernel.jdbc.Transactions;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.mail.ground.City;
import fr.intraparis.mail.ground.Registry;
import fr.intraparis.mail.outgoing.Delivery;
import fr.intraparis.mail.trace.Traces;
import fr.intraparis.mail.wire.MailServer;
import fr.intraparis.mail.world.LocalMail;
import fr.intraparis.mail.world.MovedClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class OfficialMailTest {
    private static final City PARIS = new City("paris.fr");
    private static final String AMELIE = "amelie.durand@paris.fr";
    private static final String TOKEN = "service-token";

    private static EmbeddedPostgres postgres;
    private static Transactions database;

    private final MovedClock clock = new MovedClock();
    private OfficialMail official;

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
        official = new OfficialMail(
                database,
                new Registry("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8), clock),
                PARIS,
                clock);
    }

    @Test
    void twoHundredMessagesArriveOnceEachThoughTheMailServerGoesAwayTenTimes() {
        LocalMail mail = open(LocalMail.start());
        MailServer place = mail.place();
        Delivery delivery = new Delivery(database, place, clock);
        List<String> arrived = new ArrayList<>();
        Set<String> handedOver = new HashSet<>();
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 20; i++) {
                OfficialMessage message = message(UUID.randomUUID().toString(), "Congé accordé");
                handedOver.add("<" + message.id() + "@paris.fr>");
                official.take("hr-services", message);
                if (i == 9) {
                    delivery.deliver(OfficialMail.TOPIC, () -> TOKEN);
                    arrived.addAll(mail.messageIds());
                    mail.close();
                }
                official.take("hr-services", message);
            }
            delivery.deliver(OfficialMail.TOPIC, () -> TOKEN);
            mail = open(LocalMail.startAt(place));
            clock.forward(Duration.ofMinutes(10));
            delivery.deliver(OfficialMail.TOPIC, () -> TOKEN);
        }
        arrived.addAll(mail.messageIds());
        mail.close();
        assertEquals(200, arrived.size(), "lost or doubled");
        assertEquals(handedOver, new HashSet<>(arrived));
        assertEquals(200, count("audit WHERE act = 'official-message' AND outcome = 'DONE'"));
        assertEquals(0, count("outbox"));
        Figure.of("%d messages, %d arrived, 10 outages", handedOver.size(), arrived.size());
        assertEquals(
                handedOver,
                database.inTransaction(connection -> Traces.official(connection, AMELIE, handedOver)),
                "proven official in the mailbox they were sent to");
        assertEquals(
                Set.of(),
                database.inTransaction(connection -> Traces.official(connection, "bruno.martin@paris.fr", handedOver)));
    }

    @Test
    void anIdNamesOneMessageOfOneService() {
        String id = UUID.randomUUID().toString();
        assertEquals("WAITING", official.take("hr-services", message(id, "a")).state());
        assertEquals(id, official.take("hr-services", message(id, "a")).reference());
        assertEquals(ErrorCode.SYS_KEY_REUSED, refused("hr-services", message(id, "b")));
        assertEquals(ErrorCode.SYS_KEY_REUSED, refused("auth-gateway", message(id, "a")));
        assertEquals(ErrorCode.SYS_BAD_REQUEST, refused("hr-services", message("1", "a")));
        assertEquals(
                ErrorCode.MAI_UNSAFE_TEXT,
                refused("hr-services", message(UUID.randomUUID().toString(), "a\r\nBcc: x@y.z")));
        assertEquals(
                ErrorCode.CHA_OUTSIDE_RECIPIENT,
                refused("hr-services", new OfficialMessage(UUID.randomUUID().toString(), "a@gmail.com", "a", "b")));
        assertEquals(1, count("audit WHERE act = 'official-message' AND outcome = 'REFUSED'"));
        database.inTransaction(connection -> connection.createStatement().execute("TRUNCATE outbox, trace, audit"));
    }

    private ErrorCode refused(String service, OfficialMessage message) {
        return assertThrows(CodedException.class, () -> official.take(service, message))
                .code();
    }

    private static OfficialMessage message(String id, String subject) {
        return new OfficialMessage(id, AMELIE, subject, "Bonjour,\nvotre congé est accordé.");
    }

    private static LocalMail open(LocalMail mail) {
        mail.mailbox(PARIS.officialMailbox(), TOKEN);
        mail.mailbox(AMELIE, "token-a");
        return mail;
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
