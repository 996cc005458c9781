package fr.intraparis.it.scenario.session;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Axe;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.page.LoginPage;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Screen;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.util.List;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How long a session lasts, and how its owner sees it and ends it. */
@EndToEnd
class SessionsIT {
    private static final String PAGE = "/nomades/sessions";

    @Test
    @Shows({"J6", "A6.3"})
    void anAgentSeesTheOwnSessionsAndEndsAnotherOneHereAndAtKeycloak(City city) {
        Agent desk = Agent.named("gaelle.roux").logsIn();
        Agent phone =
                Agent.named("gaelle.roux").on(Screen.PHONE).sitsAtOwnComputer().logsIn();
        Page page = phone.page();
        phone.opens(PAGE).sees("Vos sessions ouvertes").sees("Hors de la Ville");
        assertEquals(List.of(), Axe.violations(page));
        assertEquals(
                0,
                page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
                "scrolls sideways");
        page.locator("a[hreflang=en]").click();
        phone.sees("Your open sessions").sees("Outside the city");
        assertEquals(List.of(), Axe.violations(page));
        page.locator("a[hreflang=fr]").click();
        Locator own = rows(page).filter(new Locator.FilterOptions().setHasText("(celle-ci)"));
        assertThat(own).hasCount(1);

        Database nomades = Instruments.of(city).nomades();
        String deskRow = desk.sessionId();
        Locator button = page.locator("input[name=end][value='" + deskRow.substring(0, 16) + "'] ~ button");
        assertThat(button).hasCount(1);
        String form = forged(phone, deskRow.substring(0, 16), "x");
        assertEquals("403", form, "a form of nobody's session");
        assertEquals(
                1, nomades.rows("SELECT 1 FROM session WHERE id = ?", deskRow).size(), "it is still there");

        String token =
                page.locator("main input[name=nomades-form-token]").first().inputValue();
        button.click();
        phone.sees("La session est terminée.");
        assertEquals(
                0,
                page.locator("input[name=end][value='" + deskRow.substring(0, 16) + "']")
                        .count());
        assertEquals("200", forged(phone, deskRow.substring(0, 16), token), "the same form again does nothing");
        assertEquals(
                "1",
                nomades.value(
                        "SELECT count(*) FROM audit WHERE act = 'logout' AND actor = ? AND details LIKE '%ended-by-owner%'",
                        desk.person().agentId()));
        phone.did("has ended the session at the desk");

        desk.opens("/intraparis/leave");
        assertThat(new LoginPage(desk.page()).password()).isVisible();
        desk.did("is asked for the password: the session is over at Keycloak too");
        assertEquals(200, phone.visit("/intraparis/").status());

        limit(city, phone, "seen", "29 minutes", true);
        limit(city, phone, "seen", "30 minutes", false);
    }

    @Test
    @Shows({"J6", "M1"})
    void aPrivilegedPersonEndsAllOthersAndIsSignedOutAfterAQuarterOfAnHour(City city) {
        Agent elise = Agent.named("elise.moreau").isAtHome();
        Agent second = Agent.named("elise.moreau").logsIn();
        second.opens(PAGE);
        second.page().locator("#end-others").click();
        second.sees("Toutes les autres sessions sont terminées.");
        assertThat(rows(second.page())).hasCount(1);
        assertEquals(ErrorCode.SES_ENDED.code(), asked(city, elise).code(), "the next request of the other one");
        assertEquals(200, asked(city, second).status());

        limit(city, second, "seen", "14 minutes", true);
        limit(city, second, "seen", "15 minutes", false);
    }

    @Test
    @Shows("M1")
    void nobodyIsSignedInForMoreThanTenHours(City city) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        limit(city, amelie, "auth_time", "9 hours 59 minutes", true);
        limit(city, amelie, "auth_time", "10 hours", false);
    }

    /** Turns the clock back for one session, in the table; the door hears of it as of any change. */
    private static void limit(City city, Agent agent, String column, String age, boolean open) {
        Database nomades = Instruments.of(city).nomades();
        String id = agent.sessionId();
        assertEquals(
                1,
                nomades.change("UPDATE session SET " + column + " = now() - CAST(? AS interval) WHERE id = ?", age, id),
                "the session of " + agent.person());
        nomades.rows("SELECT pg_notify('nomades_session', ?)", id);
        Http.Answer answer = fresh(city, agent, open);
        assertEquals(open ? 200 : 401, answer.status(), column + " " + age + ": " + answer.text());
        if (!open) {
            assertEquals(ErrorCode.SES_ENDED.code(), answer.code(), answer.text());
            assertTrue(nomades.rows("SELECT 1 FROM session WHERE id = ?", id).isEmpty(), "the row is gone");
        }
        agent.did((open ? "is still signed in, " : "is signed out, ") + column + " " + age + " ago");
    }

    /** The news takes milliseconds: what must end is asked for until it has; what must stay, once it surely has come. */
    private static Http.Answer fresh(City city, Agent agent, boolean open) {
        Http.Answer answer = asked(city, agent);
        for (int i = 0; i < 40 && (open ? i < 5 : answer.status() == 200); i++) {
            answer = asked(city, agent);
        }
        return answer;
    }

    private static Http.Answer asked(City city, Agent agent) {
        return Instruments.of(city)
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

    /** Sends the page's form with that token; the status at the end. */
    private static String forged(Agent agent, String handle, String token) {
        return agent.page()
                .evaluate(
                        "async ([end, token, proof]) => String((await fetch('/nomades/sessions', {method: 'POST',"
                                + " headers: {DPoP: proof}, body:"
                                + " new URLSearchParams({end, 'nomades-form-token': token})})).status)",
                        List.of(handle, token, agent.proof("POST", PAGE)))
                .toString();
    }

    private static Locator rows(Page page) {
        return page.locator("tbody").getByRole(AriaRole.ROW);
    }
}
