package fr.intraparis.it.scenario.page;

import com.microsoft.playwright.Page;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.HolidayWeek;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.KeycloakAdministration;
import fr.intraparis.it.check.LeaveAct;
import fr.intraparis.it.check.Mailbox;
import fr.intraparis.it.page.LeavePages;
import fr.intraparis.it.page.LoginPage;
import fr.intraparis.it.page.MailboxPages;
import fr.intraparis.it.page.PortalPage;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Line;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.secret.Person;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** Whatever refuses a form, it comes back with its code and all that was typed; pressed twice, it counts once. */
@EndToEnd
@Shows({"M4", "M9"})
class KeptFormsIT {
    private static final String COMMENT = "Déménagement, « prévu » depuis longtemps";

    private final String started = Instant.now().toString();
    private City city;
    private Instruments instruments;
    private Person amelie;

    @BeforeEach
    void tune(City running) {
        city = running;
        instruments = Instruments.of(running);
        amelie = running.person("amelie.durand");
    }

    @Test
    void theLeaveFormKeepsItsDatesAndComment() {
        Lines.needed();
        HolidayWeek week = HolidayWeek.next(city, instruments, amelie);
        LeaveAct.forgetAfterwards(instruments, amelie, week);
        Agent agent = Agent.named("amelie.durand").isAtHome();
        Page page = agent.page();
        agent.opens("/intraparis/leave/request");
        new LeavePages(page).period(week.to(), week.from());
        page.locator("#comment").fill(COMMENT);
        page.locator("#calculate").click();
        refused(agent, ErrorCode.SYS_BAD_REQUEST);
        keeps(page, Map.of("from", week.to().toString(), "to", week.from().toString(), "comment", COMMENT));

        Map<String, String> typed =
                Map.of("from", week.from().toString(), "to", week.to().toString(), "comment", COMMENT);
        new LeavePages(page).period(week.from(), week.to());
        page.locator("#calculate").click();
        assertThat(new LeavePages(page).days()).hasCount(8);
        String key = key(page);
        cut(Lines.hr());
        page.locator("#send").click();
        refused(agent, ErrorCode.REL_UPSTREAM_DOWN);
        keeps(page, typed);
        assertEquals(key, key(page), "the same act keeps its key");
        Lines.hr().mend();
        // The first answer is lost on its way: the request has been made, and its author does not know.
        pressUnseen(agent, "leave", "send");
        page.locator("#send").click();
        assertThat(new PortalPage(page).confirmation()).containsText("Demande envoyée");
        String reference = new LeavePages(page).reference().innerText();
        assertEquals("1", rows(week), "pressed three times, made once");
        agent.did("has sent the request " + reference + " once");

        again(agent, week);
        page.locator("#send").click();
        refused(agent, ErrorCode.HRS_OVERLAP);
        keeps(page, typed);
        assertNotEquals(key, key(page), "what is corrected is a new act");

        // As if other days of the same year had used the balance up.
        int aside = week.from().getDayOfYear() > 60 ? -28 : 28;
        Story.current()
                .afterwards(() -> instruments.hr().change("DELETE FROM leave_request WHERE reference = ?", reference));
        instruments
                .hr()
                .change(
                        "UPDATE leave_request SET days = 90, first_day = first_day + ?::int, last_day = last_day + ?::int"
                                + " WHERE reference = ?",
                        aside,
                        aside,
                        reference);
        again(agent, week);
        page.locator("#send").click();
        refused(agent, ErrorCode.HRS_BALANCE);
        keeps(page, typed);
    }

    @Test
    void theDecisionKeepsItsWord() {
        Lines.needed();
        String id = LeaveAct.pending(city, instruments, amelie);
        Agent bruno = Agent.named("bruno.martin").isAtHome();
        Page page = bruno.page();
        bruno.opens("/intraparis/team/decision?id=" + id);
        page.locator("#refuse").click();
        refused(bruno, ErrorCode.SYS_BAD_REQUEST);
        page.locator("#comment").fill(COMMENT);
        String key = key(page);
        cut(Lines.hr());
        page.locator("#approve").click();
        refused(bruno, ErrorCode.REL_UPSTREAM_DOWN);
        keeps(page, Map.of("comment", COMMENT));
        assertEquals(key, key(page));
        Lines.hr().mend();
        pressUnseen(bruno, "decision", "approve");
        page.locator("#approve").click();
        assertThat(new PortalPage(page).confirmation()).containsText("Demande approuvée");
        assertEquals(
                "1",
                instruments
                        .hr()
                        .value(
                                "SELECT count(*) FROM audit WHERE object LIKE ? AND act LIKE '%deci%' AND outcome = 'DONE'",
                                "%" + id + "%"),
                "pressed three times, decided once");
        bruno.did("has decided once");
    }

    @Test
    void theMessageKeepsItsTextAndAsksForItsFilesAgain() {
        Lines.needed();
        String subject = "Clés du local " + UUID.randomUUID();
        Map<String, String> typed = Map.of(
                "to",
                "bruno.martin@paris.fr",
                "subject",
                subject,
                "text",
                Stage.confidential("Elles sont à l'accueil."));
        Agent agent = Agent.named("amelie.durand").isAtHome();
        Page page = agent.page();
        agent.opens("/intraparis/mailbox/compose");
        fill(page, typed);
        new MailboxPages(page).attach("plan.txt", "rez-de-chaussée");
        cut(Lines.mail());
        page.locator("#send").click();
        refused(agent, ErrorCode.REL_UPSTREAM_DOWN);
        keeps(page, typed);
        assertThat(page.locator("#files-hint")).containsText("Choisissez de nouveau : plan.txt");
        Lines.mail().mend();

        page.locator("#send").click();
        refused(agent, ErrorCode.SYS_BAD_REQUEST);
        assertThat(page.locator("#files-error")).containsText("plan.txt");
        keeps(page, typed);
        assertEquals("0", sent("amelie.durand"), "a message left without its file");
        new MailboxPages(page).attach("plan.txt", "rez-de-chaussée");
        page.locator("#send").click();
        assertThat(new PortalPage(page).confirmation()).containsText("Message envoyé");
        new Mailbox(city, instruments, city.person("bruno.martin")).await(subject);
        agent.did("has sent the message with its file");
    }

    @Test
    void aSessionThatEndsWhileOneWritesLosesNothing() {
        String subject = "Compte rendu " + UUID.randomUUID();
        Map<String, String> typed = Map.of(
                "to",
                "bruno.martin@paris.fr",
                "subject",
                subject,
                "text",
                Stage.confidential("Trois pages, une heure."));
        Agent agent = Agent.named("chloe.bernard").isAtHome();
        Page page = agent.page();
        agent.opens("/intraparis/mailbox/compose");
        fill(page, typed);
        for (Database.Row session :
                instruments.nomades().rows("SELECT sid FROM session WHERE username = ?", "chloe.bernard")) {
            new KeycloakAdministration(city, instruments.http()).endSession(String.valueOf(session.get("sid")));
        }
        page.locator("#send").click();
        agent.sees(ErrorCode.SES_ENDED);
        agent.did("learns that the session has ended, and how to go on");

        Page tab = page.context()
                .waitForPage(() ->
                        page.getByText("Connectez-vous (dans un autre onglet)").click());
        new LoginPage(tab).username().fill(agent.person().username());
        new LoginPage(tab).password().fill(agent.person().password());
        new LoginPage(tab).submit().click();
        new LoginPage(tab).code().fill(agent.device().code());
        new LoginPage(tab).submit().click();
        assertThat(new PortalPage(tab).title()).isVisible();
        Story.current().tell("logs in in another tab", tab);

        page.reload();
        refused(agent, ErrorCode.SES_FORM_EXPIRED);
        keeps(page, typed);
        assertEquals("0", sent("chloe.bernard"), "a form of another session was carried out");
        page.locator("#send").click();
        assertThat(new PortalPage(page).confirmation()).containsText("Message envoyé");
        new Mailbox(city, instruments, city.person("bruno.martin")).await(subject);
        assertEquals("1", sent("chloe.bernard"));
        agent.did("has sent the message after all");
    }

    @Test
    void theLoginKeepsTheUserName() {
        Agent hugo = Agent.named("hugo.leroy");
        hugo.opensPortal().entersPassword("pas le bon");
        assertThat(hugo.page().locator("main")).containsText("NOM-SES-010");
        assertThat(new LoginPage(hugo.page()).username()).hasValue("hugo.leroy");
        assertThat(new LoginPage(hugo.page()).password()).hasValue("");
        hugo.did("is refused and keeps the user name");
    }

    private static void again(Agent agent, HolidayWeek week) {
        agent.opens("/intraparis/leave/request");
        new LeavePages(agent.page()).period(week.from(), week.to());
        agent.page().locator("#comment").fill(COMMENT);
        agent.page().locator("#calculate").click();
        assertThat(new LeavePages(agent.page()).days()).hasCount(8);
    }

    private static void fill(Page page, Map<String, String> typed) {
        typed.forEach((field, value) -> page.locator("#" + field).fill(value));
    }

    private static void keeps(Page page, Map<String, String> typed) {
        typed.forEach((field, value) -> assertThat(page.locator("#" + field)).hasValue(value));
    }

    private static void refused(Agent agent, ErrorCode code) {
        assertThat(new PortalPage(agent.page()).problem()).containsText(code.code());
        agent.sees(code);
    }

    private static String key(Page page) {
        return page.locator("input[name=form-key]").inputValue();
    }

    /** The form as the button sends it, but nobody reads the answer. */
    private static void pressUnseen(Agent agent, String form, String button) {
        String path = agent.page().url().replaceAll("https://[^/]*|\\?.*", "");
        agent.page()
                .evaluate(
                        "async ([form, button, proof]) => { const f = document.getElementById(form);"
                                + " const d = new URLSearchParams(new FormData(f, document.getElementById(button)));"
                                + " await fetch(f.action, {method: 'POST', headers: {DPoP: proof}, body: d}); }",
                        new Object[] {form, button, agent.proof("POST", path)});
    }

    private static void cut(Line line) {
        Story.current().afterwards(line::mend);
        line.cut();
    }

    private String rows(HolidayWeek week) {
        return instruments
                .hr()
                .value(
                        "SELECT count(*) FROM leave_request WHERE agent_id = ? AND period && daterange(?, ?, '[]')",
                        amelie.agentId(),
                        week.from(),
                        week.to());
    }

    /** How many messages of that person have left since the scenario began: a trace keeps no subject. */
    private String sent(String username) {
        return instruments
                .mail()
                .value(
                        "SELECT count(*) FROM trace WHERE sender = ? AND created_at > ?::timestamptz",
                        username + "@paris.fr",
                        started);
    }
}
