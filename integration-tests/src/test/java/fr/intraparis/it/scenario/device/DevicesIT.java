package fr.intraparis.it.scenario.device;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Axe;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.Mailbox;
import fr.intraparis.it.check.Pdf;
import fr.intraparis.it.check.Recognition;
import fr.intraparis.it.check.Traffic;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a device may do with documents, who says so, and what becomes of a lost one. */
@EndToEnd
class DevicesIT {
    private static final String PAGE = "/nomades/sessions";
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private City city;
    private Instruments instruments;
    private Recognition it;

    @BeforeEach
    void tune(City running) {
        city = running;
        instruments = Instruments.of(running);
        it = new Recognition(running, instruments);
    }

    @Test
    @Shows("D1.1")
    void aPayslipIsDownloadedMarkedOrOnlyShownByTheClassOfTheDevice() throws IOException {
        Agent gaelle = Agent.named("gaelle.roux").sitsAtOwnComputer().logsIn();
        String payslip = "/hr/api/payslips/"
                + instruments
                        .hr()
                        .value(
                                "SELECT id::text FROM payslip WHERE agent_id = ? ORDER BY month DESC LIMIT 1",
                                gaelle.person().agentId())
                + "/pdf";
        it.unknown("gaelle.roux", gaelle.sessionId());
        Http.Answer unknown = fetched(gaelle, payslip);
        assertEquals(403, unknown.status(), unknown.text());
        assertEquals(ErrorCode.DEV_VIEW_ONLY.code(), unknown.code());

        it.personal("gaelle.roux", gaelle.sessionId(), today().plusDays(1).toString());
        Http.Answer personal = fetched(gaelle, payslip);
        assertEquals(200, personal.status(), personal.text());
        String marked = Pdf.text(personal.bytes()).replaceAll("\\s+", " ");
        assertTrue(
                marked.contains("Copie téléchargée par " + gaelle.person().name())
                        && marked.contains("appareil personnel"),
                marked);
        assertEquals(List.of(), Pdf.faults(personal.bytes()), "veraPDF of the marked copy");

        it.workstation("gaelle.roux", gaelle.sessionId());
        Http.Answer workstation = fetched(gaelle, payslip);
        assertEquals(200, workstation.status(), workstation.text());
        assertFalse(Pdf.text(workstation.bytes()).contains("Copie"), "no mark on a workstation");
        assertEquals(
                List.of("pdf", "marked pdf"),
                instruments
                        .hr()
                        .rows(
                                "SELECT details::json ->> 'as' AS how FROM audit WHERE act = 'payslip-view' AND actor = ?"
                                        + " ORDER BY at DESC LIMIT 2",
                                gaelle.person().agentId())
                        .stream()
                        .map(row -> String.valueOf(row.get("how")))
                        .toList());
        it.unknown("gaelle.roux", gaelle.sessionId());
        gaelle.did("has asked for the same payslip on three classes of device");
    }

    @Test
    @Shows("D1.1")
    void anUnknownDeviceShowsThePayslipUnderNameAndTimeAndGetsNoFile() throws IOException {
        Agent bruno = Agent.named("bruno.martin").on(Screen.PHONE).logsIn();
        Page page = bruno.page();
        bruno.opens("/intraparis/payslips");
        page.locator("tbody a.month").first().click();
        assertThat(new PortalPage(page).title()).containsText("Bulletin de paie");
        assertThat(page.locator(".watermark")).containsText(bruno.person().name());
        assertThat(page.locator("#shown")).containsText(bruno.person().name());
        assertThat(page.locator("a[href*='/pdf']")).hasCount(0);
        assertEquals(List.of(), Axe.violations(page));
        assertEquals(
                0,
                page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
                "scrolls sideways");
        bruno.did("reads the payslip on an unknown device");
        // By hand, as the link would: the page's own script signs for it.
        String href = "/hr/api/payslips/" + page.url().replaceAll(".*id=", "") + "/pdf";
        page.evaluate(
                "href => { const a = document.createElement('a'); a.href = href; a.id = 'by-hand'; a.textContent = 'PDF';"
                        + " document.querySelector('main').append(a); }",
                href);
        Response refused = page.waitForNavigation(() -> page.locator("#by-hand").click());
        assertEquals(403, refused.status());
        bruno.sees(ErrorCode.DEV_VIEW_ONLY);
        bruno.opens("/intraparis/").logsOut();

        bruno.window().context().close();
        List<Traffic.Exchange> recorded = Traffic.of(latestRecord());
        assertTrue(recorded.stream().anyMatch(exchange -> exchange.url().contains("/payslips/details")), "the record");
        assertEquals(
                List.of(),
                recorded.stream()
                        .filter(exchange -> exchange.body().contains("%PDF")
                                || exchange.headers()
                                        .getOrDefault("content-type", "")
                                        .contains("pdf"))
                        .map(Traffic.Exchange::url)
                        .toList(),
                "bytes of a file in all that the browser received");
    }

    @Test
    @Shows("D1.3")
    void theEndOfTheAgreementLowersTheDeviceTheSameDay() {
        Agent gaelle = Agent.named("gaelle.roux").isAtHome();
        String id = gaelle.sessionId();
        it.personal("gaelle.roux", id, today().plusDays(1).toString());
        gaelle.opens(PAGE).sees("appareil personnel autorisé").sees("TT-2026-17");
        // The night passes: what the agreement says is the same, and today is its end.
        assertEquals(
                1,
                instruments
                        .nomades()
                        .change(
                                "UPDATE device SET authorised_until = ?::date WHERE thumbprint = ?",
                                today().toString(),
                                it.thumbprint(id)));
        Duration lowered = Eventually.until(
                "the class drops",
                Duration.ofSeconds(10),
                () -> fetched(gaelle, "/hr/api/payslips/" + "0".repeat(8) + "-0000-0000-0000-000000000000/pdf")
                        .code()
                        .equals(ErrorCode.DEV_VIEW_ONLY.code()));
        gaelle.opens(PAGE).sees("appareil inconnu");
        Figure.of("an agreement that ends today: unknown device %d ms after the table says so", lowered.toMillis());
        it.unknown("gaelle.roux", id);
    }

    @Test
    @Shows("D1.4")
    void aLostDeviceIsDeadWithinASecondAndStaysSo() {
        Agent desk = Agent.named("chloe.bernard").logsIn();
        Agent phone = Agent.named("chloe.bernard").on(Screen.PHONE).logsIn();
        String thumbprint = it.thumbprint(desk.sessionId());
        phone.opens(PAGE);
        assertEquals(200, asked(desk).status());
        var button = phone.page().locator("input[name=lost][value='" + thumbprint + "'] ~ p button");
        assertThat(button).hasCount(1);
        Instant start = Instant.now();
        button.click();
        Eventually.until(
                "the lost device is refused",
                Duration.ofSeconds(1),
                () -> asked(desk).code().equals(ErrorCode.SES_ENDED.code()));
        Duration dead = Duration.between(start, Instant.now());
        assertTrue(dead.compareTo(Duration.ofSeconds(1)) <= 0, "dead after " + dead.toMillis() + " ms");
        Figure.of("lost device dead %d ms after the button was pressed", dead.toMillis());
        phone.sees("L’appareil est déclaré perdu").sees("perdu : plus rien ne s’ouvre avec lui");
        phone.did("has declared the computer lost");
        assertEquals(200, phone.visit("/intraparis/").status(), "the other device goes on");

        // Whoever has it and knows the password and a code gets no further with its key.
        Eventually.until("it is signed out at Keycloak too", Duration.ofSeconds(5), () -> {
            desk.opensPortal();
            return desk.page().locator("#username").isVisible();
        });
        desk.entersPassword().entersCode();
        Eventually.until(
                "the session of the lost device is over",
                Duration.ofSeconds(5),
                () -> instruments
                        .nomades()
                        .rows("SELECT 1 FROM session WHERE id = ?", desk.sessionId())
                        .isEmpty());
        desk.did("is signed out again: its key is dead");
        phone.opens("/intraparis/").logsOut();
    }

    @Test
    @Shows({"D1.4", "A6.2"})
    void aNewDeviceIsToldByMailRegisteredByItsOwnerAndSaysWhatIsKept() {
        Agent elise = Agent.named("elise.moreau").logsIn();
        String thumbprint = it.thumbprint(elise.sessionId());
        JsonObject mail = new Mailbox(city, instruments, elise.person()).await(thumbprint.substring(0, 8));
        String text = mail.get("text").getAsString();
        assertTrue(text.contains("Chrom") && text.contains("hors de la Ville") && text.contains("127.0.0.1"), text);
        Story.current().tell("A mail tells time, browser and place of the new device");

        Page page = elise.page();
        elise.opens(PAGE).sees("L’enregistrement garde").sees(thumbprint);
        assertEquals(List.of(), Axe.violations(page));
        page.locator("#register").fill("Portable de la maison");
        page.locator("#register ~ button").click();
        elise.sees("L’appareil est enregistré").sees("Portable de la maison").sees("ne l’a pas encore autorisé");
        assertEquals(List.of(), Axe.violations(page));
        page.locator("a[hreflang=en]").click();
        elise.sees("Your devices").sees("IT has not authorised it yet");
        assertEquals(List.of(), Axe.violations(page));
        elise.visit("/intraparis/?lang=fr");
        assertEquals(
                1,
                instruments
                        .nomades()
                        .rows(
                                "SELECT 1 FROM audit WHERE act = 'device-new' AND object = ?",
                                "device:elise.moreau/" + thumbprint)
                        .size(),
                "told once");
        elise.opens("/intraparis/").logsOut();
    }

    private static LocalDate today() {
        return LocalDate.now(PARIS);
    }

    private Http.Answer fetched(Agent agent, String path) {
        return instruments
                .http()
                .get(
                        city.at(path),
                        "DPoP",
                        agent.proof("GET", path),
                        "Cookie",
                        agent.cookies(),
                        "User-Agent",
                        Stage.windows().userAgent(),
                        "Accept",
                        "*/*");
    }

    private Http.Answer asked(Agent agent) {
        return instruments
                .http()
                .get(
                        city.at(PAGE),
                        "Cookie",
                        agent.cookies(),
                        "User-Agent",
                        Stage.windows().userAgent(),
                        "Accept",
                        "application/json");
    }

    private static Path latestRecord() throws IOException {
        try (Stream<Path> files = Files.list(Stage.windows().traffic())) {
            return files.max(Comparator.comparing(Path::getFileName)).orElseThrow();
        }
    }
}
