package fr.intraparis.it.scenario.session;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.KeptOnDisk;
import fr.intraparis.it.check.LeaveAct;
import fr.intraparis.it.check.Mailbox;
import fr.intraparis.it.page.LoginPage;
import fr.intraparis.it.page.MailboxPages;
import fr.intraparis.it.page.PortalPage;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.DiskProfile;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Somebody signs in on a computer that others use too. */
@EndToEnd
class SharedComputerIT {
    private static final String CLEARED = "\"cache\", \"cookies\", \"storage\"";
    private static final List<String> COOKIES =
            List.of("__Host-Http-nomades", "KEYCLOAK_IDENTITY", "AUTH_SESSION_ID", "KC_RESTART");

    @Test
    @Shows({"E6.2", "A6.4"})
    void afterTheLogoutTheDiskHoldsNothing(City city) {
        Map<String, String> marks;
        DiskProfile browser = DiskProfile.fresh("shared");
        try (browser) {
            Page page = browser.page();
            Agent chloe = Agent.named("chloe.bernard");
            page.navigate(city.origin() + "/intraparis/payslips");
            new LoginPage(page).sharedComputer().click();
            assertThat(page.locator("#nomades-shared-on")).containsText("un quart d'heure");
            signsIn(page, chloe);
            assertTrue(page.url().endsWith("/intraparis/payslips"), "where the login was to lead: " + page.url());
            assertThat(page.locator("#shared")).containsText("Ordinateur partagé");
            marks = reads(page, city, chloe);
            assertEquals(
                    ErrorCode.DEV_SHARED.code(), asked(page, "/hr/api/payslips/" + marks.remove("payslip") + "/pdf"));
            assertEquals(ErrorCode.DEV_SHARED.code(), asked(page, "/nomades/device"));
            page.navigate(city.origin() + "/intraparis/");
            page.locator("#shared button").click();
            page.waitForURL("**/nomades/logged-out?from=shared");
            assertThat(page.locator("main")).containsText("Ce navigateur a effacé");
            Story.current().tell("The session is finished", page);
        }
        KeptOnDisk disk = new KeptOnDisk(browser.folder());
        List<String> found = new ArrayList<>();
        marks.forEach((name, mark) -> disk.holding(mark).forEach(file -> found.add(name + " in " + file)));
        // The browser notes whose password it has offered to save: no page can keep it from that.
        found.remove("user name in Default/Login Data");
        for (String cookie : COOKIES) {
            disk.holding(cookie).forEach(file -> found.add("cookie " + cookie + " in " + file));
        }
        for (String place : List.of("Cache", "Storage", "Service Worker", "IndexedDB", "blob_storage")) {
            disk.holding(place, city.origin().toString()).forEach(file -> found.add("the origin in " + file));
        }
        disk.named(stored(city)).forEach(file -> found.add("storage: " + file));
        assertEquals(List.of(), found);
        Figure.of("shared computer: %s, nothing of %d marks and %d cookies", disk.size(), marks.size(), COOKIES.size());
    }

    /** The same look at the profile of somebody who has closed the browser and no session: it sees. */
    @Test
    @Shows("E6.2")
    void theSameLookFindsWhatAnOrdinarySessionLeaves(City city) {
        Map<String, String> marks;
        DiskProfile browser = DiskProfile.fresh("ordinary");
        try (browser) {
            Page page = browser.page();
            Agent amelie = Agent.named("amelie.durand");
            page.navigate(city.origin() + "/intraparis/payslips");
            signsIn(page, amelie);
            assertThat(page.locator("#shared")).hasCount(0);
            marks = reads(page, city, amelie);
        }
        KeptOnDisk disk = new KeptOnDisk(browser.folder());
        assertAll(
                () -> assertFalse(disk.holding(COOKIES.get(0)).isEmpty(), "the session's cookie"),
                () -> assertFalse(disk.holding("KEYCLOAK_IDENTITY").isEmpty(), "Keycloak's cookie"),
                () -> assertFalse(
                        disk.holding("Cache", city.origin().toString()).isEmpty(), "addresses in the cache"),
                () -> assertFalse(disk.holding("Cache", ".site-header").isEmpty(), "a body in the cache"),
                () -> assertFalse(disk.named(stored(city)).isEmpty(), "the database of the key"),
                () -> assertFalse(
                        disk.holding("History", marks.getOrDefault("subject", "?"))
                                .isEmpty(),
                        "a title in the history"));
        Figure.of("ordinary computer: %s, cookies, key, cache and titles found", disk.size());
    }

    @Test
    @Shows("E6.2")
    void itReadsAndChangesNothingAndHasNoKey(City city) {
        Instruments instruments = Instruments.of(city);
        Agent chloe = Agent.named("chloe.bernard").logsInOnASharedComputer();
        String id = LeaveAct.pending(city, instruments, chloe.person());
        Page page = chloe.page();
        chloe.opens("/intraparis/leave/details?id=" + id).sees("Ordinateur partagé");
        assertEquals("device.js: 0, databases: 0", page.evaluate("""
                async () => `device.js: ${document.querySelectorAll('script').length}, databases: ${
                  (await indexedDB.databases()).length}`"""));
        assertThat(page.locator("#cancel")).isDisabled();
        page.locator("#cancel").evaluate("button => button.disabled = false");
        Response refused = page.waitForNavigation(() -> page.locator("#cancel").click());
        assertEquals(403, refused.status());
        chloe.sees(ErrorCode.DEV_SHARED).sees("portal.shared").sees("votre session continue");
        assertEquals(
                "PENDING",
                instruments.hr().value("SELECT state FROM leave_request WHERE id = ?::uuid", id),
                "nothing was done");
        chloe.opens("/nomades/sessions").sees("ordinateur partagé");
        assertThat(page.locator("form[action='/nomades/sessions']")).hasCount(0);
        chloe.opens("/intraparis/privileged").sees(ErrorCode.PRV_ROLE_MISSING);

        Database nomades = instruments.nomades();
        assertEquals(
                "0",
                nomades.value("SELECT count(*) FROM session_key WHERE session = ?", chloe.sessionId()),
                "keys of the session");
        assertEquals(
                "0",
                nomades.value(
                        "SELECT count(*) FROM session_block WHERE sid = (SELECT sid FROM session WHERE id = ?)",
                        chloe.sessionId()),
                "nobody takes that for a theft");
        assertEquals(200, chloe.visit("/intraparis/").status(), "the session goes on");
        chloe.logsOut();
    }

    @Test
    @Shows({"E6.2", "A6.4"})
    void afterAQuarterOfAnHourWhoeverComesFindsNothing(City city) {
        Agent bruno = Agent.named("bruno.martin").logsInOnASharedComputer();
        Database nomades = Instruments.of(city).nomades();
        String id = bruno.sessionId();
        assertEquals(
                "15 0",
                nomades.value(
                        "SELECT extract(minute FROM shared_until - auth_time) || ' ' || extract(hour FROM over_at - shared_until)"
                                + " FROM session WHERE id = ?",
                        id));
        Response page = bruno.visit("/intraparis/leave");
        String refresh = page.headerValue("Refresh");
        assertTrue(refresh != null && refresh.matches("(8\\d\\d|90[01]); url=/intraparis/"), "looks away: " + refresh);
        nomades.change("UPDATE session SET shared_until = now() + interval '8 seconds' WHERE id = ?", id);
        nomades.rows("SELECT pg_notify('nomades_session', ?)", id);
        bruno.opens("/intraparis/payslips").sees("Ordinateur partagé");

        // Nobody touches anything: the page goes by itself, and takes everything along.
        Response gone = bruno.page()
                .waitForResponse(
                        response -> response.url().endsWith("/intraparis/") && response.status() == 401, () -> {});
        assertEquals(CLEARED, gone.headerValue("Clear-Site-Data"));
        bruno.sees(ErrorCode.SES_ENDED);
        assertEquals(List.of(), bruno.page().context().cookies(), "cookies, Keycloak's too");
        bruno.page().goBack();
        bruno.did("presses Back");
        assertThat(new LoginPage(bruno.page()).password()).isVisible();
        assertThat(bruno.page().locator("body"))
                .not()
                .containsText(bruno.person().name());
        assertThat(new LoginPage(bruno.page()).username()).hasValue("");
    }

    private static void signsIn(Page page, Agent who) {
        LoginPage login = new LoginPage(page);
        login.username().fill(who.person().username());
        login.password().fill(who.person().password());
        login.submit().click();
        login.code().fill(who.device().code());
        login.submit().click();
        page.waitForURL("**/intraparis/payslips");
    }

    /** Opens a payslip, a message and the leave page: what stood there, by name. */
    private static Map<String, String> reads(Page page, City city, Agent who) {
        Instruments instruments = Instruments.of(city);
        String reference = LeaveAct.approved(city, instruments, who.person(), city.person("bruno.martin"));
        String subject = new Mailbox(city, instruments, who.person())
                .await(reference)
                .get("subject")
                .getAsString();
        Map<String, String> marks = new LinkedHashMap<>();
        page.locator("tbody a.month").first().click();
        assertThat(new PortalPage(page).title()).containsText("Bulletin de paie");
        marks.put("payslip", page.url().replaceAll(".*id=", ""));
        marks.put("title", new PortalPage(page).title().innerText());
        marks.put("net", new PortalPage(page).figure("Net à payer").innerText());
        Story.current().tell("A payslip is read", page);
        page.navigate(city.origin() + "/intraparis/mailbox");
        new MailboxPages(page).message(reference).click();
        assertThat(page.locator("article")).containsText(reference);
        marks.put("subject", subject);
        Story.current().tell("A message is read", page);
        page.navigate(city.origin() + "/intraparis/leave");
        assertThat(page.locator("body")).containsText(who.person().name());
        marks.put("name", who.person().name());
        marks.put("user name", who.person().username());
        marks.put("password", who.person().password());
        return marks;
    }

    private static String asked(Page page, String path) {
        return page.evaluate(
                        "async path => (await (await fetch(path, {headers: {Accept: 'application/json'}})).json()).code",
                        path)
                .toString();
    }

    /** How Chromium calls what an origin has stored. */
    private static String stored(City city) {
        return "https_localhost_" + city.origin().getPort();
    }
}
