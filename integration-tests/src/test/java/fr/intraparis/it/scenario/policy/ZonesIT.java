package fr.intraparis.it.scenario.policy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.SignedList;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Detour;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What differs between the town hall and the rest of the world: what an administrator has closed, and nothing else. */
@EndToEnd
class ZonesIT {
    private static final String HOME = "127.0.0.1";
    private static final String TOWN_HALL = "127.0.10.7";

    /** One address on each route that an agent with a code may open, and its route. */
    private static final Map<String, String> PAGES = Map.of(
            "/intraparis/leave", "portal",
            "/hr/api/leave-balance", "hr",
            "/mail/api/messages/1/attachments/1", "attachments",
            "/nomades/sessions", "sessions",
            "/resources/x/login.css", "login-look");

    @Test
    @Shows("A2.2")
    void theRouteTableDiffersBetweenTheZonesExactlyAsConfigured(City city) {
        SignedList inside = new SignedList(city, "inside", "inside.routes");
        Detour way = Detour.from(HOME);
        Agent amelie = Agent.named("amelie.durand").through(way).isAtHome();
        Map<String, String> before = table(amelie.page());
        way.switchTo(TOWN_HALL);
        assertEquals(before, table(amelie.page()), "nothing is closed, so nothing differs");

        amelie.did("sees what an administrator closes from outside: documents and attachments");
        inside.lay(inside.with("hr\nattachments # until further notice\n"));
        way.switchTo(HOME);
        Duration inForce = Eventually.until(
                "the list is in force",
                Duration.ofSeconds(5),
                () -> !table(amelie.page()).equals(before));
        Map<String, String> outside = table(amelie.page());
        TreeSet<String> differing = new TreeSet<>(PAGES.keySet());
        differing.removeIf(page -> Objects.equals(outside.get(page), before.get(page)));
        assertEquals(new TreeSet<>(List.of("/hr/api/leave-balance", "/mail/api/messages/1/attachments/1")), differing);
        assertEquals("NOM-NET-006 hr.zone", outside.get("/hr/api/leave-balance"));
        assertEquals(403, amelie.visit("/hr/api/leave-balance").status());
        amelie.sees(ErrorCode.NET_INSIDE).sees("hr.zone");
        assertEquals(
                403, ask(amelie.page(), "/hr/api/leave-balance").get("status").getAsInt(), "as the door does");
        way.switchTo(TOWN_HALL);
        assertEquals(before, table(amelie.page()), "inside as before");
        assertEquals(
                200, ask(amelie.page(), "/hr/api/leave-balance").get("status").getAsInt());
        Figure.of(
                "%d addresses in both zones, %d differ: those of the list, %d ms after it was laid down",
                PAGES.size(), differing.size(), inForce.toMillis());
    }

    /** hr-services and mail-bridge know the zone from the signed token only: no header of the door names it. */
    @Test
    @Shows("A2.3")
    void theZoneOfEachVisitIsInTheTokenAndInTheAudit(City city) {
        Detour way = Detour.from(HOME);
        Agent amelie = Agent.named("amelie.durand").through(way).isAtHome();
        amelie.opens("/intraparis/payslips");
        amelie.page().locator("tbody a.month").first().click();
        assertEquals("outside", lastView(city, amelie));
        way.switchTo(TOWN_HALL);
        amelie.opens("/intraparis/payslips");
        amelie.page().locator("tbody a.month").first().click();
        assertEquals("municipal", lastView(city, amelie));
        assertTrue(
                Instruments.of(city)
                        .nomades()
                        .value("SELECT details FROM audit WHERE act = 'login' AND actor = '"
                                + amelie.person().agentId() + "' ORDER BY at DESC LIMIT 1")
                        .contains("OUTSIDE"),
                "the login at the door");
    }

    private static String lastView(City city, Agent agent) {
        String details = Instruments.of(city)
                .hr()
                .value("SELECT details FROM audit WHERE act = 'payslip-view' AND actor = '"
                        + agent.person().agentId() + "' ORDER BY at DESC LIMIT 1");
        JsonObject said = JsonParser.parseString(details).getAsJsonObject();
        return said.has("zone") ? said.get("zone").getAsString() : "unsaid: " + details;
    }

    /** What explain says of each address: {@code open}, or the code and the rule. */
    private static Map<String, String> table(Page page) {
        Map<String, String> table = new TreeMap<>();
        for (String path : PAGES.keySet()) {
            JsonObject said = ask(page, "/nomades/explain?route=" + path).getAsJsonObject("body");
            table.put(
                    path,
                    said.get("allowed").getAsBoolean()
                            ? "open"
                            : said.get("code").getAsString() + " "
                                    + said.get("rule").getAsString());
        }
        return table;
    }

    private static JsonObject ask(Page page, String path) {
        return JsonParser.parseString(page.evaluate(PolicyIT.ASK, path).toString())
                .getAsJsonObject();
    }
}
