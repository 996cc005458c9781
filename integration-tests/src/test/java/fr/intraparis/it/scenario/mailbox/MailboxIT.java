package fr.intraparis.it.scenario.mailbox;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Download;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.LeaveAct;
import fr.intraparis.it.check.Mailbox;
import fr.intraparis.it.page.MailboxPages;
import fr.intraparis.it.page.PortalPage;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Screen;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.secret.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The professional mailbox: official messages come in, answers go out, nothing leaves the city. */
@EndToEnd
class MailboxIT {
    /** The mailbox that official messages come from, as its owner would be seen with a token. */
    private static final Person OFFICIAL = new Person("intraparis", "Intraparis", "4999999", "", "", "", null);

    private City city;
    private Instruments instruments;

    @BeforeEach
    void tune(City running) {
        city = running;
        instruments = Instruments.of(running);
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    @Shows({"J4", "D4.1"})
    void theOfficialMessageIsReadAndAnsweredWithAnAttachment(Screen screen) {
        Person amelie = city.person("amelie.durand");
        String reference = LeaveAct.approved(city, instruments, amelie, city.person("bruno.martin"));
        new Mailbox(city, instruments, amelie).await(reference);

        Agent agent = Agent.named("amelie.durand").on(screen).isAtHome();
        agent.opens("/intraparis/mailbox");
        MailboxPages mail = new MailboxPages(agent.page());
        PortalPage page = new PortalPage(agent.page());
        mail.message(reference).click();
        assertThat(agent.page().locator("article")).containsText("Message officiel");
        agent.did("reads the official message");

        String note = Stage.confidential("Bien reçu " + UUID.randomUUID());
        page.field("Message").fill(note);
        mail.attach("justificatif.txt", "Pièce de " + note);
        agent.did("writes an answer with an attachment");
        page.button("Envoyer la réponse").click();
        assertThat(page.confirmation()).containsText("Message envoyé");
        agent.did("has sent the answer");

        JsonObject received = new Mailbox(city, instruments, OFFICIAL).await(reference);
        assertTrue(received.get("text").getAsString().contains(note), received.toString());
        assertTrue(received.get("from").getAsString().contains("amelie.durand@paris.fr"), received.toString());
        assertEquals(
                "justificatif.txt",
                received.getAsJsonArray("attachments")
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString());
    }

    @Test
    @Shows("J4")
    void anAttachmentComesOutAsItWentIn() throws IOException {
        String subject = "Photo du chantier " + UUID.randomUUID();
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        amelie.opens("/intraparis/mailbox/compose");
        MailboxPages writing = new MailboxPages(amelie.page());
        writing.draft("bruno.martin@paris.fr", subject, Stage.confidential("Voir la pièce jointe."));
        writing.attach("été 2026.txt", "contenu accentué : é à ü €");
        new PortalPage(amelie.page()).button("Envoyer le message").click();
        assertThat(new PortalPage(amelie.page()).confirmation()).containsText("Message envoyé");
        amelie.did("has sent a file to Bruno");

        new Mailbox(city, instruments, city.person("bruno.martin")).await(subject);
        Agent bruno = Agent.named("bruno.martin").isAtHome();
        bruno.opens("/intraparis/mailbox");
        new MailboxPages(bruno.page()).message(subject).click();
        Download download = bruno.page()
                .waitForDownload(
                        () -> new PortalPage(bruno.page()).link("été 2026.txt").click());
        assertEquals("contenu accentué : é à ü €", Files.readString(download.path()));
        bruno.did("opens the attachment");
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    @Shows("M17")
    void theCharterRefusesARecipientOutsideTheCityAndKeepsWhatWasTyped(Screen screen) {
        String subject = "Mon bulletin " + UUID.randomUUID();
        Agent amelie = Agent.named("amelie.durand").on(screen).isAtHome();
        amelie.opens("/intraparis/mailbox/compose");
        PortalPage page = new PortalPage(amelie.page());
        new MailboxPages(amelie.page())
                .draft("amelie.durand.perso@gmail.com", subject, Stage.confidential("À imprimer à la maison."));
        page.button("Envoyer le message").click();
        assertThat(page.problem()).containsText(ErrorCode.CHA_OUTSIDE_RECIPIENT.code());
        assertThat(page.field("Objet")).hasValue(subject);
        assertThat(page.field("Message")).hasValue("À imprimer à la maison.");
        amelie.did("is refused, and nothing that was typed is lost");
        Story.current().tell("The refusal stands in the audit of mail-bridge");
        assertEquals(
                1,
                instruments
                        .mail()
                        .rows(
                                "SELECT 1 FROM audit WHERE code = ? AND actor LIKE ? AND at > now() - interval '1 minute' LIMIT 1",
                                ErrorCode.CHA_OUTSIDE_RECIPIENT.code(),
                                "%")
                        .size());
    }
}
