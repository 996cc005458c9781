package fr.intraparis.it.scenario.trouble;

import com.microsoft.playwright.Response;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.page.PortalPage;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Line;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Any one WAR may stop: the others go on, and say what is missing by a code. */
@EndToEnd
@Shows("G1.3")
class StoppedPartIT {

    @BeforeEach
    void linesAreNeeded() {
        Lines.needed();
    }

    @Test
    void withoutHrServicesMailGoesOn() {
        stopped(Lines.hr());
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        amelie.did("finds home without human resources");
        assertThat(amelie.page().locator(".card-down code").first()).containsText("NOM-");
        calm(amelie.visit("/intraparis/leave"), "/intraparis/leave");
        assertThat(amelie.page().locator("main")).containsText("NOM-");
        amelie.did("is told why leave is missing");
        Response payslips = amelie.visit("/hr/api/payslips");
        assertEquals(502, payslips.status());
        assertEquals(200, amelie.visit("/intraparis/mailbox").status());
        assertThat(new PortalPage(amelie.page()).link("Écrire un message")).isVisible();
        assertFalse(amelie.page().locator("main").innerText().contains("NOM-"), "mail is whole");
        amelie.did("reads mail");
    }

    @Test
    void withoutMailBridgeHumanResourcesGoOn() {
        stopped(Lines.mail());
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        calm(amelie.visit("/intraparis/mailbox"), "/intraparis/mailbox");
        assertThat(amelie.page().locator("main")).containsText("NOM-");
        amelie.did("is told why mail is missing");
        assertEquals(200, amelie.visit("/intraparis/payslips").status());
        assertThat(amelie.page().locator("tbody a.month").first()).isVisible();
        assertFalse(amelie.page().locator("main").innerText().contains("NOM-"), "payslips are whole");
        amelie.did("reads payslips");
    }

    @Test
    void withoutThePortalTheDoorSaysSoAndDocumentsStayWithinReach() {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        stopped(Lines.portal());
        assertEquals(502, amelie.visit("/intraparis/").status());
        amelie.sees(ErrorCode.REL_UPSTREAM_DOWN);
        assertEquals(200, amelie.visit("/hr/api/payslips").status());
        amelie.did("still reaches human resources");
    }

    private static void stopped(Line line) {
        Story.current().afterwards(line::mend);
        line.cut();
    }

    private static void calm(Response response, String where) {
        String text = response.text();
        assertFalse(text.contains("\tat ") || text.contains("Exception"), where + ": " + text);
        assertTrue(response.status() < 600);
    }
}
