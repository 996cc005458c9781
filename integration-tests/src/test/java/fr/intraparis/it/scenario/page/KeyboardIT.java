package fr.intraparis.it.scenario.page;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.actor.Keyboard;
import fr.intraparis.it.check.HolidayWeek;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.LeaveAct;
import fr.intraparis.it.check.Mailbox;
import fr.intraparis.it.check.Recognition;
import fr.intraparis.it.page.LeavePages;
import fr.intraparis.it.page.LoginPage;
import fr.intraparis.it.page.MailboxPages;
import fr.intraparis.it.page.PortalPage;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.secret.Person;
import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** The whole journey by somebody who has no mouse: Tab, Enter, Space and what is typed, nothing else. */
@EndToEnd
@Shows({"D4.3", "M12"})
class KeyboardIT {

    @Test
    void theKeyboardAloneWalksTheJourney(City city) {
        Instruments instruments = Instruments.of(city);
        Person person = city.person("chloe.bernard");
        HolidayWeek week = HolidayWeek.next(city, instruments, person);
        LeaveAct.forgetAfterwards(instruments, person, week);

        Agent chloe = Agent.named("chloe.bernard");
        Page page = chloe.page();
        Keyboard keys = new Keyboard(page);
        PortalPage portal = new PortalPage(page);
        logsIn(chloe, keys);
        chloe.signsForTheSession();
        new Recognition(city, instruments).workstation("chloe.bernard", chloe.sessionId());

        keys.reaches(portal.menu("Bulletins de paie")).presses("Enter");
        assertThat(portal.title()).containsText("Bulletins de paie");
        keys.reaches(page.locator("tbody a.month").first()).presses("Enter");
        assertThat(portal.title()).containsText("Bulletin de paie");
        Locator payslip = portal.link("Ouvrir le bulletin (PDF)");
        keys.reaches(payslip);
        opensDocument(chloe, payslip, city);
        chloe.did("has opened a payslip");

        keys.reaches(portal.menu("Congés")).presses("Enter");
        assertThat(portal.title()).containsText("Congés");
        keys.reaches(portal.link("Demander un congé")).presses("Enter");
        assertThat(portal.title()).containsText("Demander un congé");
        keys.meetsEverything();
        keys.dates(page.locator("#from"), week.from()).dates(page.locator("#to"), week.to());
        keys.reaches(page.locator("#comment")).types("Sans souris");
        keys.reaches(portal.button("Calculer")).presses("Space");
        assertThat(new LeavePages(page).days()).hasCount(8);
        keys.reaches(portal.button("Envoyer la demande")).presses("Enter");
        assertThat(portal.confirmation()).containsText("Demande envoyée");
        String reference = new LeavePages(page).reference().innerText();
        chloe.did("has asked for leave: " + reference);

        approves(Agent.named("bruno.martin").isAtHome(), reference);

        new Mailbox(city, instruments, person).await(reference);
        keys.reaches(portal.menu("Messagerie")).presses("Enter");
        assertThat(portal.title()).containsText("Messagerie");
        keys.reaches(new MailboxPages(page).message(reference)).presses("Enter");
        assertThat(page.locator("article")).containsText(reference);
        keys.reaches(page.locator("#text")).types("Merci.");
        keys.reaches(page.locator("#files")).attaches("accord.txt", "vu");
        keys.reaches(portal.button("Envoyer la réponse")).presses("Enter");
        assertThat(portal.confirmation()).containsText("Message envoyé");
        chloe.did("has answered with an attachment");
        JsonObject answer = new Mailbox(city, instruments, Mailbox.OFFICIAL).await(reference);
        assertEquals(1, answer.getAsJsonArray("attachments").size(), answer.toString());

        keys.reaches(portal.logout()).presses("Enter");
        page.waitForURL("**/nomades/logged-out");
        keys.meetsEverything();
        chloe.did("has logged out");
    }

    private static void logsIn(Agent agent, Keyboard keys) {
        agent.opensPortal();
        LoginPage login = new LoginPage(agent.page());
        keys.startsAt(login.username()).types(agent.person().username());
        keys.reaches(login.password()).types(agent.person().password());
        keys.reaches(login.submit()).presses("Space");
        keys.startsAt(login.code()).types(agent.device().code()).presses("Enter");
        agent.seesHomePage();
    }

    private static void approves(Agent bruno, String reference) {
        Page page = bruno.page();
        Keyboard keys = new Keyboard(page);
        PortalPage portal = new PortalPage(page);
        keys.reaches(portal.menu("Mon équipe")).presses("Enter");
        keys.reaches(new LeavePages(page).examine(reference)).presses("Enter");
        keys.reaches(portal.button("Refuser")).presses("Enter");
        // The page says what is missing, and its own link leads to the field.
        assertThat(portal.problem()).isFocused();
        keys.reaches(portal.problem().locator("a")).presses("Enter");
        keys.startsAt(page.locator("#comment")).types("Bonnes vacances");
        keys.reaches(portal.button("Approuver")).presses("Enter");
        assertThat(portal.confirmation()).containsText("Demande approuvée");
        bruno.did("has approved it by keyboard");
    }

    /**
     * The link has the focus; what is behind it is fetched in the same session. The browser's own viewer is not opened:
     * its parts never end in the record of the traffic.
     */
    private static void opensDocument(Agent agent, Locator link, City city) {
        // The script has signed when the link got the focus.
        assertThat(link).hasAttribute("href", Pattern.compile(".*nomades-proof=.*"));
        URI signed = URI.create(link.getAttribute("href"));
        Http.Answer document = Instruments.of(city)
                .http()
                .get(
                        signed,
                        "Cookie",
                        agent.cookies(),
                        "User-Agent",
                        Stage.windows().userAgent());
        assertEquals(200, document.status());
        assertEquals("application/pdf", document.header("content-type"));
    }
}
