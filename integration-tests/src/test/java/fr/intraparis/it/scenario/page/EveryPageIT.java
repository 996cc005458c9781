package fr.intraparis.it.scenario.page;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Axe;
import fr.intraparis.it.check.HolidayWeek;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.LeaveAct;
import fr.intraparis.it.check.Mailbox;
import fr.intraparis.it.page.LeavePages;
import fr.intraparis.it.page.LoginPage;
import fr.intraparis.it.page.MailboxPages;
import fr.intraparis.it.page.PortalPage;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Screen;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What every page owes everybody: both widths, light and dark, both languages, the keyboard alone. */
@EndToEnd
class EveryPageIT {
    private final List<String> faults = new ArrayList<>();
    private int looks;

    @Test
    @Shows({"D4.3", "D4.1", "M12"})
    void axeFindsNothingOnAnyPage(City city) {
        Instruments instruments = Instruments.of(city);
        Agent bruno = Agent.named("bruno.martin");
        bruno.opensPortal();
        look(bruno, "login");
        bruno.entersPassword();
        assertThat(new LoginPage(bruno.page()).code()).isVisible();
        look(bruno, "code");
        bruno.entersCode("000000");
        look(bruno, "wrong code");
        bruno.entersCode();
        bruno.seesHomePage();
        look(bruno, "home");

        String reference =
                LeaveAct.approved(city, instruments, city.person("amelie.durand"), city.person("bruno.martin"));
        for (String path : List.of("payslips", "leave", "team", "mailbox", "mailbox/compose", "leave/request")) {
            bruno.opens("/intraparis/" + path);
            look(bruno, path);
        }
        HolidayWeek week = HolidayWeek.next(city, instruments, bruno.person());
        new LeavePages(bruno.page()).period(week.from(), week.to());
        new PortalPage(bruno.page()).button("Calculer").click();
        assertThat(new LeavePages(bruno.page()).days()).hasCount(8);
        look(bruno, "leave/request with its count");
        new LeavePages(bruno.page()).period(week.to(), week.from());
        new PortalPage(bruno.page()).button("Envoyer la demande").click();
        assertThat(new PortalPage(bruno.page()).problem()).isVisible();
        look(bruno, "leave/request with an error");

        bruno.opens("/intraparis/payslips");
        bruno.page().locator("tbody a.month").first().click();
        look(bruno, "payslips/details");

        new Mailbox(city, instruments, city.person("amelie.durand")).await(reference);
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        look(amelie, "home of an agent");
        amelie.opens("/intraparis/mailbox");
        new MailboxPages(amelie.page()).message(reference).click();
        look(amelie, "mailbox/message");

        bruno.opens("/intraparis/nothing-here");
        look(bruno, "an address that does not exist");
        bruno.opens("/nothing-here");
        look(bruno, "the door's own error");
        bruno.opens("/intraparis/");
        bruno.logsOut();
        look(bruno, "logged out");

        Agent refused = Agent.named("amelie.durand").withBrowser("curl/8");
        refused.opens("/intraparis/");
        look(refused, "refused browser");

        assertEquals(List.of(), faults);
        Figure.of("%d looks of axe, no violation", looks);
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

    /** One page in all its looks. */
    private void look(Agent agent, String name) {
        for (Screen screen : Screen.values()) {
            agent.page().setViewportSize(screen.width(), screen.height());
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                // Without motion, or a colour is measured on its way from one scheme to the other.
                agent.page()
                        .emulateMedia(new Page.EmulateMediaOptions()
                                .setColorScheme(scheme)
                                .setReducedMotion(ReducedMotion.REDUCE));
                looks++;
                for (String violation : Axe.violations(agent.page())) {
                    faults.add(name + ", " + screen + ", " + scheme.name().toLowerCase(Locale.ROOT) + ": " + violation);
                }
            }
            agent.did("looks at: " + name + ", " + screen + ", dark");
        }
        agent.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        agent.page().setViewportSize(Screen.DESK.width(), Screen.DESK.height());
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
