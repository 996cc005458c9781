package fr.intraparis.it.scenario.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.HolidayWeek;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.KeycloakAdministration;
import fr.intraparis.it.check.LeaveAct;
import fr.intraparis.it.check.Mailbox;
import fr.intraparis.it.check.Operators;
import fr.intraparis.it.page.LoginPage;
import fr.intraparis.it.page.MailboxPages;
import fr.intraparis.it.page.PortalPage;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Screen;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.secret.Person;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What every page owes everybody: both widths, light and dark, both languages, the keyboard alone. */
@EndToEnd
class EveryPageIT {
    private final Looks looks = new Looks();

    @Test
    @Shows({"D4.3", "D4.1", "M12"})
    void axeFindsNothingOnAnyPage(City city) {
        for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            aroundTheDoor(city, language);
            throughThePortal(city, language);
            onASharedComputer(language);
        }
        throughTheAdministration(city);
        assertAll(
                () -> assertEquals(Set.of(), looks.missing(), "pages that nobody has looked at"),
                () -> assertEquals(List.of(), looks.faults()));
        Figure.of("%d pages and states in two languages, %d looks of axe, no violation", looks.pages(), looks.count());
    }

    /** What is seen without a session. */
    private void aroundTheDoor(City city, Locale language) {
        Agent refused = stranger("amelie.durand", language).withBrowser("curl/8");
        refused.opens("/intraparis/");
        looks.at(refused, language);
        throughSupport(refused, language);
        refused.opens("/nomades/diagnostic");
        assertThat(refused.page().locator("main")).hasAttribute("data-measured", "yes");
        looks.at(refused, language);
        String receipt = refused.page().locator("#receipt").inputValue();
        refused.opens("/nomades/diagnostic/receipt");
        refused.page().locator("#receipt").fill(receipt);
        refused.page().locator("#read").click();
        looks.at(refused, language);

        Agent newcomer = stranger("amelie.durand", language);
        newcomer.page()
                .navigate("http://localhost:" + city.door().getProperty("nomades.bootstrap-port") + "/?lang="
                        + language.getLanguage());
        looks.at(newcomer, language);

        Agent elise = stranger("elise.moreau", language);
        elise.opensPortal();
        looks.at(elise, language);
        new LoginPage(elise.page()).sharedComputer().click();
        assertThat(elise.page().locator("#nomades-shared-on")).isVisible();
        looks.at(elise, language);
        new LoginPage(elise.page()).ownComputer().click();
        assertThat(new LoginPage(elise.page()).sharedComputer()).isVisible();
        elise.entersPassword("pas le bon");
        assertThat(elise.page().getByRole(AriaRole.ALERT)).isVisible();
        looks.at(elise, language);
        elise.entersPassword();
        assertThat(new LoginPage(elise.page()).code()).isVisible();
        looks.at(elise, language);
        elise.entersCode("000000");
        assertThat(elise.page().getByRole(AriaRole.ALERT)).isVisible();
        looks.at(elise, language);

        // The first page with advice: an older browser by its user agent than by its hints.
        String real = Stage.windows().userAgent();
        int major = Integer.parseInt(real.replaceAll(".*Chrome/(\\d+).*", "$1"));
        Agent advised = stranger("amelie.durand", language)
                .withBrowser(real.replace("Chrome/" + major, "Chrome/" + (major - 1)))
                .logsIn();
        assertThat(advised.page().locator("#advice")).isVisible();
        looks.at(advised, language);

        Agent hugo = stranger("hugo.leroy", language);
        hugo.opensPortal().entersPassword();
        hugo.sees(ErrorCode.MFA_NOT_ENROLLED);
        looks.at(hugo, language);

        hugo.opens("/nomades/logged-out");
        looks.at(hugo, language);
        // A form that was left open until its session was over.
        hugo.page()
                .evaluate("() => { const f = document.createElement('form'); f.method = 'post';"
                        + " f.action = '/intraparis/leave/request'; document.body.append(f); f.submit(); }");
        hugo.sees(ErrorCode.SES_NONE);
        looks.at(hugo, language);
    }

    /** Somebody who is refused writes a ticket and looks for its answer. */
    private void throughSupport(Agent refused, Locale language) {
        Page page = refused.page();
        page.navigate(page.locator("#sos").getAttribute("href"));
        looks.at(refused, language);
        page.locator("#send").click();
        assertThat(page.locator("#error-summary")).isVisible();
        looks.at(refused, language);
        page.locator("#text").fill("Je ne peux pas entrer.");
        page.locator("#send").click();
        String code = page.locator("#one-time-code").innerText();
        looks.at(refused, language);
        Eventually.until("the ticket can be read", Duration.ofSeconds(10), () -> {
            refused.opens("/nomades/sos");
            page.locator("#answer-code").fill(code);
            page.locator("#read").click();
            assertThat(page.locator("#error-summary, main [role=status]")).isVisible();
            return page.locator("#error-summary").count() == 0;
        });
        looks.at(refused, language);
    }

    /** An agent and her manager, with every form refused once and confirmed once. */
    private void throughThePortal(City city, Locale language) {
        Instruments instruments = Instruments.of(city);
        Person person = city.person("amelie.durand");
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        Agent bruno = Agent.named("bruno.martin").isAtHome();
        Page page = amelie.page();
        for (Agent agent : List.of(amelie, bruno)) {
            Story.current().afterwards(() -> agent.visit("/intraparis/?lang=fr"));
            agent.visit("/intraparis/?lang=" + language.getLanguage());
        }

        HolidayWeek week = HolidayWeek.next(city, instruments, person);
        LeaveAct.forgetAfterwards(instruments, person, week);
        amelie.opens("/intraparis/leave/request");
        looks.at(amelie, language);
        page.locator("#from").fill(week.from().toString());
        page.locator("#to").fill(week.to().toString());
        page.locator("#calculate").click();
        assertThat(page.locator(".days li")).hasCount(8);
        looks.at(amelie, language);
        page.locator("#to").fill(week.from().minusDays(1).toString());
        press(amelie, "send", language);
        page.locator("#to").fill(week.to().toString());
        press(amelie, "send", language);
        amelie.opens("/intraparis/leave");
        looks.at(amelie, language);

        page.locator("td a").first().click();
        looks.at(amelie, language);
        // Decided behind the back of the page that is still open.
        String undecided = URI.create(page.url()).getQuery().substring("id=".length());
        instruments
                .hr()
                .change(
                        "UPDATE leave_request SET state = 'REFUSED', version = version + 1 WHERE id = ?::uuid",
                        undecided);
        press(amelie, "cancel", language);
        amelie.opens("/intraparis/leave/details?id=" + LeaveAct.pending(city, instruments, person));
        press(amelie, "cancel", language);

        String id = LeaveAct.pending(city, instruments, person);
        bruno.opens("/intraparis/");
        looks.at(bruno, language);
        bruno.opens("/intraparis/team");
        looks.at(bruno, language);
        bruno.opens("/intraparis/team/decision?id=" + id);
        looks.at(bruno, language);
        press(bruno, "refuse", language);
        press(bruno, "approve", language);
        String reference = bruno.page().locator(".reference").innerText();

        amelie.opens("/intraparis/payslips");
        looks.at(amelie, language);
        page.locator("tbody a.month").first().click();
        looks.at(amelie, language);

        amelie.opens("/intraparis/mailbox/compose");
        looks.at(amelie, language);
        press(amelie, "send", language);
        page.locator("#to").fill(person.email());
        page.locator("#subject").fill("Essai");
        page.locator("#text").fill("À moi-même.");
        press(amelie, "send", language);
        new Mailbox(city, instruments, person).await(reference);
        amelie.opens("/intraparis/");
        looks.at(amelie, language);
        amelie.opens("/intraparis/mailbox");
        looks.at(amelie, language);
        new MailboxPages(page).message(reference).click();
        looks.at(amelie, language);
        press(amelie, "send", language);
        page.locator("#text").fill("Bien reçu.");
        press(amelie, "send", language);

        amelie.opens("/nomades/sessions");
        looks.at(amelie, language);
        amelie.opens("/nomades/explain?route=/intraparis/privileged");
        looks.at(amelie, language);
        amelie.opens("/intraparis/nothing-here");
        looks.at(amelie, language);
        amelie.opens("/nothing-here");
        looks.at(amelie, language);
    }

    /** Pages that say that others use this computer too. */
    private void onASharedComputer(Locale language) {
        Agent gaelle = stranger("gaelle.roux", language).logsInOnASharedComputer();
        Page page = gaelle.page();
        for (String path :
                List.of("/intraparis/", "/intraparis/leave/request", "/nomades/sessions", "/nomades/explain")) {
            gaelle.opens(path);
            assertThat(page.locator("#shared")).isVisible();
            looks.at(gaelle, language);
        }
        gaelle.opens("/intraparis/payslips");
        page.locator("tbody a.month").first().click();
        assertThat(page.locator("#shared")).isVisible();
        looks.at(gaelle, language);
        gaelle.opens("/mail/api/messages/1/attachments/1");
        gaelle.sees(ErrorCode.DEV_SHARED);
        looks.at(gaelle, language);
        gaelle.opens("/intraparis/");
        page.locator("#shared button").click();
        page.waitForURL("**/nomades/logged-out?from=shared");
        looks.at(gaelle, language);
    }

    /** Passkeys and the pages that need one; in both languages by the link that each page has. */
    private void throughTheAdministration(City city) {
        KeycloakAdministration keycloak =
                new KeycloakAdministration(city, Instruments.of(city).http());
        Story.current().afterwards(() -> keycloak.forgetPasskeys("david.petit"));
        keycloak.forgetPasskeys("david.petit");
        Agent david = Agent.named("david.petit").logsIn();
        Page page = david.page();
        david.opens("/intraparis/privileged");
        david.sees(ErrorCode.PRV_PASSKEY_NEEDED);
        looks.inBothLanguages(david);

        david.plugsPasskeyIn();
        String link = keycloak.passkeyLink("david.petit");
        page.navigate(link);
        looks.inBothLanguages(david);
        page.locator("#proceed").click();
        LoginPage login = new LoginPage(page);
        assertThat(page.locator("#password, #registerWebAuthn")).isVisible();
        if (login.password().isVisible()) {
            david.entersPassword().entersCode();
        }
        assertThat(login.registerPasskey()).isVisible();
        looks.inBothLanguages(david);
        login.registerPasskey().click();
        assertThat(login.registerPasskey()).hasCount(0);
        looks.at(david, spoken(page));
        for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            Agent late = stranger("david.petit", language);
            late.page().navigate(link);
            looks.at(late, language);
        }

        Agent again = Agent.named("david.petit");
        again.opensPortal().entersPassword();
        String stale = again.page()
                .evaluate("document.body.dataset.action")
                .toString()
                .replaceAll("execution=[^&]*", "execution=00000000-0000-0000-0000-000000000000");
        for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            speak(again.page(), language);
            looks.at(again, language);
            again.page().locator("#try-another-way").click();
            looks.at(again, language);
            again.page().locator("[data-factor]").first().click();
            again.page().navigate(stale + "&kc_locale=" + language.getLanguage());
            looks.at(again, language);
            again.page().locator("#loginContinueLink").click();
        }

        for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            david.opens("/intraparis/privileged");
            assertThat(login.usePasskey()).isVisible();
            speak(page, language);
            looks.at(david, language);
            // As the page sends it when the authenticator does not answer.
            page.evaluate("() => { const f = document.querySelector('[data-ceremony]');"
                    + " f.elements.error.value = 'NotAllowedError'; HTMLFormElement.prototype.submit.call(f); }");
            assertThat(page.locator("#kc-try-again")).isVisible();
            looks.at(david, language);
        }
        david.opens("/intraparis/privileged");
        david.touchesPasskey();
        assertThat(page.locator("table")).isVisible();
        looks.inBothLanguages(david);
        for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            david.visit("/intraparis/?lang=" + language.getLanguage());
            david.opens("/intraparis/privileged/tickets");
            looks.at(david, language);
            page.locator("table.list a").first().click();
            looks.at(david, language);
            press(david, "answer", language);
            page.locator("#text").fill("Mettez le navigateur à jour.");
            press(david, "answer", language);
            throughTheBlocks(david, language, city);
            david.opens("/intraparis/privileged/passkey?id=farid.haddad");
            looks.at(david, language);
            press(david, "create", language);
            david.opens("/intraparis/privileged/passkey?id=nobody");
            press(david, "create", language);
            david.opens("/intraparis/privileged/devices?id=david.petit");
            looks.at(david, language);
            page.locator("table.list a").first().click();
            looks.at(david, language);
            press(david, "authorise", language);
            press(david, "withdraw", language);
        }
    }

    /** Blocks somebody, and signs the lifting twice: the second time is refused. */
    private void throughTheBlocks(Agent david, Locale language, City city) {
        String who = language.equals(Locale.FRENCH) ? "hugo.leroy" : "farid.haddad";
        new Operators(city, Instruments.of(city)).liftAfterwards(who);
        Page page = david.page();
        david.opens("/intraparis/privileged/blocks");
        looks.at(david, language);
        press(david, "block", language);
        page.locator("#username").fill(who);
        page.locator("#reason").fill("Poste égaré");
        press(david, "block", language);
        page.locator("tbody a")
                .filter(new Locator.FilterOptions().setHasText(who))
                .first()
                .click();
        looks.at(david, language);
        String block = page.url();
        press(david, "sign", language);
        page.navigate(block);
        press(david, "sign", language);
    }

    /** Presses a button and looks at what comes. */
    private void press(Agent agent, String button, Locale language) {
        // The page before may have said something as well: the form leaves only when its script has signed it.
        agent.page().waitForNavigation(() -> agent.page().locator("#" + button).click());
        assertThat(agent.page().locator("#error-summary, main [role=status]")).isVisible();
        looks.at(agent, language);
    }

    private static Agent stranger(String username, Locale language) {
        Agent agent = Agent.named(username);
        return language.equals(Locale.ENGLISH) ? agent.inEnglish() : agent;
    }

    /** Asks the page for that language by its own link, if it speaks another. */
    private static void speak(Page page, Locale language) {
        Locator link = page.locator("a[hreflang=" + language.getLanguage() + "]");
        if (link.count() > 0) {
            link.click();
        }
        assertThat(page.locator("html")).hasAttribute("lang", language.getLanguage());
    }

    private static Locale spoken(Page page) {
        return Locale.forLanguageTag(page.locator("html").getAttribute("lang"));
    }

    @Test
    @Shows("M12")
    void theLanguageIsTheBrowsersAndCanBeSwitched() {
        Agent english = Agent.named("amelie.durand").inEnglish();
        english.opensPortal();
        assertEquals("en", english.page().locator("html").getAttribute("lang"), "the login page");
        english.entersPassword().entersCode().seesHomePage();
        assertEquals("en", english.page().locator("html").getAttribute("lang"));
        assertThat(english.page().getByText("Payslips").first()).isVisible();
        english.did("reads English");
        english.page().getByText("Français").click();
        assertThat(new PortalPage(english.page()).menu("Bulletins de paie")).isVisible();
        assertEquals("fr", english.page().locator("html").getAttribute("lang"));
        english.did("has switched to French");
        english.opens("/intraparis/leave");
        assertEquals("fr", english.page().locator("html").getAttribute("lang"), "the choice is kept");
    }

    @Test
    @Shows({"D4.3", "M12"})
    void theKeyboardAloneWalksTheJourney() {
        Agent chloe = Agent.named("chloe.bernard");
        Page page = chloe.page();
        chloe.opensPortal();
        page.keyboard().type(chloe.person().username());
        page.keyboard().press("Tab");
        page.keyboard().type(chloe.person().password());
        page.keyboard().press("Enter");
        assertThat(new LoginPage(page).code()).isFocused();
        page.keyboard().type(chloe.device().code());
        page.keyboard().press("Enter");
        chloe.seesHomePage();

        walkTo(page, "Bulletins de paie");
        page.keyboard().press("Enter");
        assertThat(new PortalPage(page).title()).containsText("Bulletins de paie");
        chloe.did("reached the payslips by keyboard");
        everythingIsReachedInReadingOrder(page);

        walkTo(page, "Congés");
        page.keyboard().press("Enter");
        assertThat(new PortalPage(page).title()).containsText("Congés");
        walkTo(page, "Demander un congé");
        page.keyboard().press("Enter");
        assertThat(new PortalPage(page).title()).containsText("Demander un congé");
        everythingIsReachedInReadingOrder(page);
        chloe.did("reached the leave form by keyboard");

        walkTo(page, "Se déconnecter");
        page.keyboard().press("Enter");
        page.waitForURL("**/nomades/logged-out");
        chloe.did("logged out by keyboard");
    }

    @Test
    @Shows("D4.1")
    void theHomePageFitsBothScreensAndIsPhotographed() {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        for (Screen screen : Screen.values()) {
            amelie.page().setViewportSize(screen.width(), screen.height());
            for (String path : List.of("", "payslips", "leave", "leave/request", "mailbox", "mailbox/compose")) {
                amelie.opens("/intraparis/" + path);
                Object overflow = amelie.page()
                        .evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assertEquals(0, ((Number) overflow).intValue(), path + " scrolls sideways at " + screen);
            }
        }
        amelie.page().setViewportSize(Screen.DESK.width(), Screen.DESK.height());
        amelie.opens("/intraparis/");
        Path picture = Stage.TARGET.resolve("screenshots/home.png");
        amelie.page().screenshot(new Page.ScreenshotOptions().setPath(picture));
        Story.current().tell("The picture of the README is made: " + picture.getFileName());
    }

    private static final String FOCUSED = "(() => { const e = document.activeElement; return e && e !== document.body"
            + " ? (e.innerText || e.value || e.getAttribute('aria-label') || e.id || e.tagName).trim() : ''; })()";

    /** Presses Tab until the thing of that name has the focus. */
    private static void walkTo(Page page, String name) {
        for (int i = 0; i < 60; i++) {
            page.keyboard().press("Tab");
            if (name.equals(page.evaluate(FOCUSED))) {
                return;
            }
        }
        throw new AssertionError("The keyboard does not reach « " + name + " » on " + page.url());
    }

    /** Tab meets every control once, in the order of the document, and comes out at the end: no trap. */
    private static void everythingIsReachedInReadingOrder(Page page) {
        page.evaluate("document.activeElement.blur()");
        Object wanted = page.evaluate("(() => { let n = 0; for (const e of document.querySelectorAll("
                + "'a[href],button:not([disabled]),input:not([type=hidden]),select,textarea,summary'))"
                + " { if (e.getClientRects().length) { e.dataset.place = n++; } } return n; })()");
        page.evaluate("(() => { const s = getSelection(); s.removeAllRanges();"
                + " const r = document.createRange(); r.setStart(document.body, 0); s.addRange(r); })()");
        int last = -1;
        int met = 0;
        for (int i = 0; i < 200 && met < ((Number) wanted).intValue(); i++) {
            page.keyboard().press("Tab");
            Object place = page.evaluate("Number(document.activeElement.dataset.place ?? -1)");
            int now = ((Number) place).intValue();
            if (now == last || now < 0) {
                continue; // inside a date field Tab walks day, month and year
            }
            assertTrue(now > last, "focus jumps back from " + last + " to " + now + " on " + page.url());
            last = now;
            met++;
        }
        assertEquals(((Number) wanted).intValue(), met, "controls that Tab meets on " + page.url());
    }
}
