package fr.intraparis.it.scenario.mailbox;

import com.google.gson.JsonObject;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.DoorClient;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.Tokens;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.it.suite.MailPorts;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.part.DovecotPostfix;
import fr.intraparis.stack.plan.MailServer;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.SubjectTerm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/**
 * What mail-bridge relies on, asked of each mail server: a token of Keycloak opens the mailbox of its owner and nothing
 * else. James always; Debian's Dovecot and Postfix where they are installed, and they must be in continuous integration.
 */
@EndToEnd
@Shows("M21")
class MailContractIT {
    private static final String OWNER = "chloe.bernard@paris.fr";
    private static final String OTHER = "bruno.martin@paris.fr";

    @ParameterizedTest
    @EnumSource(MailServer.class)
    void aTokenOpensTheMailboxOfItsOwnerAndNothingElse(MailServer server, City city) throws Exception {
        Lines.needed();
        installed(server);
        MailPorts ports = Stage.mail(server);
        DoorClient door = DoorClient.door(city, Instruments.of(city).http());
        Agent chloe = Agent.named("chloe.bernard");
        DoorClient.Login login = door.begin(chloe.page(), "mfa");
        chloe.entersPassword();
        chloe.entersCode();
        JsonObject tokens = login.tokens();
        String token = door.narrowed(tokens, "to-mail");

        Session session = session(city, ports);
        String subject = "Contrat " + UUID.randomUUID();
        assertDoesNotThrow(() -> send(session, OWNER, token, OWNER, OWNER, subject));
        Story.current().tell(server + ": the agent's token sends");
        Eventually.until(
                "the message is in the mailbox",
                Duration.ofSeconds(20),
                () -> found(session, OWNER, token, subject) == 1);
        Story.current().tell(server + ": the agent's token opens the mailbox, the message is there once");

        assertThrows(MessagingException.class, () -> open(session, OTHER, token), "another's mailbox");
        assertThrows(MessagingException.class, () -> open(session, OWNER, Tokens.altered(token)), "an altered token");
        assertThrows(
                MessagingException.class,
                () -> open(session, OWNER, chloe.person().password()),
                "a password in the place of a token");
        assertThrows(
                MessagingException.class,
                () -> send(session, OWNER, token, OTHER, OWNER, subject + " usurpé"),
                "another's sender address");
        assertThrows(
                MessagingException.class,
                () -> open(session, OWNER, door.narrowed(tokens, "to-hr")),
                "a token for hr-services");
        Story.current().tell(server + ": another's mailbox, an altered token, a password, another's address: refused");
    }

    private static void installed(MailServer server) {
        boolean there = server == MailServer.JAMES
                || DovecotPostfix.PROGRAMS.stream().allMatch(program -> Files.isExecutable(Path.of(program)));
        if ("true".equals(System.getenv("CI"))) {
            assertEquals(true, there, "Dovecot and Postfix must be installed in continuous integration");
        }
        Assumptions.assumeTrue(there, "not installed here: " + DovecotPostfix.PROGRAMS);
    }

    private static Session session(City city, MailPorts ports) {
        Properties mail = new Properties();
        for (String protocol : new String[] {"imaps", "smtps"}) {
            mail.put("mail." + protocol + ".auth.mechanisms", "XOAUTH2");
            mail.put("mail." + protocol + ".ssl.socketFactory", city.trust().getSocketFactory());
            mail.put("mail." + protocol + ".ssl.checkserveridentity", "true");
            mail.put("mail." + protocol + ".timeout", "15000");
            mail.put("mail." + protocol + ".connectiontimeout", "15000");
        }
        mail.put("mail.smtps.auth", "true");
        mail.put("imaps", Integer.toString(ports.imaps()));
        mail.put("smtps", Integer.toString(ports.smtps()));
        return Session.getInstance(mail);
    }

    private static Store open(Session session, String mailbox, String token) throws MessagingException {
        Store store = session.getStore("imaps");
        store.connect("localhost", Integer.parseInt(session.getProperty("imaps")), mailbox, token);
        return store;
    }

    private static int found(Session session, String mailbox, String token, String subject) {
        try (Store store = open(session, mailbox, token)) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            Message[] messages = inbox.search(new SubjectTerm(subject));
            if (messages.length > 0) {
                inbox.setFlags(messages, new Flags(Flags.Flag.SEEN), true);
            }
            inbox.close(false);
            return messages.length;
        } catch (MessagingException refused) {
            throw new AssertionError("The owner's mailbox did not open", refused);
        }
    }

    private static void send(Session session, String mailbox, String token, String from, String to, String subject)
            throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject);
        message.setText("Contrat");
        try (Transport transport = session.getTransport("smtps")) {
            transport.connect("localhost", Integer.parseInt(session.getProperty("smtps")), mailbox, token);
            transport.sendMessage(message, message.getAllRecipients());
        }
    }
}
