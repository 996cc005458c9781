package fr.intraparis.it.scenario.payslip;

import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.HeaderSet;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.Pdf;
import fr.intraparis.it.check.Recognition;
import fr.intraparis.it.page.PortalPage;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Screen;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.secret.Person;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Payslips: opened by their owner, made from their rows. */
@EndToEnd
class PayslipIT {

    @ParameterizedTest
    @EnumSource(Screen.class)
    @Shows({"J2", "D4.1"})
    void lastMonthsPayslipOpensAsAnArchivableAndAccessibleDocument(Screen screen, City city) {
        Agent amelie = Agent.named("amelie.durand").on(screen).isAtHome();
        new Recognition(city, Instruments.of(city)).workstation("amelie.durand", amelie.sessionId());
        amelie.opens("/intraparis/payslips");
        amelie.page().locator("tbody a.month").first().click();
        PortalPage page = new PortalPage(amelie.page());
        assertThat(page.title()).containsText("Bulletin de paie");
        amelie.did("sees last month's payslip");
        String net = page.figure("Net à payer").innerText();

        // As the browser asks for it, with its session: Chromium's own viewer would show it.
        String href = page.link("Ouvrir le bulletin (PDF)").getAttribute("href");
        Object fetched = amelie.page()
                .evaluate(
                        "async href => { const r = await fetch(href); const b = new Uint8Array(await r.arrayBuffer());"
                                + " let s = ''; for (const c of b) s += String.fromCharCode(c);"
                                + " return [r.status, r.headers.get('content-type'), btoa(s),"
                                + " Object.fromEntries(r.headers)]; }",
                        amelie.proven("GET", href.replaceAll("\\?.*", "")));
        List<?> response = (List<?>) fetched;
        assertEquals(200, ((Number) response.get(0)).intValue());
        assertEquals("application/pdf", response.get(1));
        Map<String, String> headers = new TreeMap<>();
        ((Map<?, ?>) response.get(3)).forEach((name, value) -> headers.put(name.toString(), value.toString()));
        assertEquals(List.of(), HeaderSet.faults(headers));
        byte[] pdf = Base64.getDecoder().decode(String.valueOf(response.get(2)));
        assertTrue(
                Pdf.text(pdf).replaceAll("[^0-9,]", "").contains(net.replaceAll("[^0-9,]", "")),
                "the net of the page is on the document");
        assertEquals(List.of(), Pdf.faults(pdf), "veraPDF");
        Story.current().tell("The PDF conforms to PDF/A-3a and PDF/UA-1 (" + pdf.length / 1024 + " KiB)");
    }

    @Test
    @Shows("M16")
    void aChangeOfItsRowsChangesTheDocument(City city) {
        Instruments instruments = Instruments.of(city);
        Person amelie = city.person("amelie.durand");
        Database.Row line = instruments
                .hr()
                .rows(
                        "SELECT l.payslip_id, l.position, l.label FROM payslip_line l JOIN payslip p ON p.id = l.payslip_id"
                                + " WHERE p.agent_id = ? ORDER BY p.month DESC, l.position LIMIT 1",
                        amelie.agentId())
                .get(0);
        byte[] before = pdf(city, instruments, amelie, line);
        assertTrue(Pdf.text(before).contains(String.valueOf(line.get("label")).split(" ")[0]));
        Story.current()
                .afterwards(() -> instruments
                        .hr()
                        .change(
                                "UPDATE payslip_line SET label = ? WHERE payslip_id = ? AND position = ?",
                                line.get("label"),
                                line.get("payslip_id"),
                                line.get("position")));
        instruments
                .hr()
                .change(
                        "UPDATE payslip_line SET label = 'Rubrique changée' WHERE payslip_id = ? AND position = ?",
                        line.get("payslip_id"),
                        line.get("position"));
        String after = Pdf.text(pdf(city, instruments, amelie, line));
        assertTrue(Pattern.compile("Rubrique\\s+changée").matcher(after).find(), after);
        assertFalse(Pdf.text(before).contains("changée"));
    }

    private static byte[] pdf(City city, Instruments instruments, Person owner, Database.Row line) {
        Http.Answer answer = instruments
                .http()
                .get(
                        city.behind("/hr/api/payslips/" + line.get("payslip_id") + "/pdf"),
                        "Authorization",
                        "Bearer " + instruments.tokens().valid(owner, "hr-services", "agent"),
                        "Accept",
                        "application/pdf");
        assertEquals(200, answer.status(), answer.text());
        return answer.bytes();
    }
}
