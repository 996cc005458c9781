package fr.intraparis.it.scenario.policy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Axe;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Detour;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Screen;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who may go where: what the door does, what it explains, and what the hand-written table says. */
@EndToEnd
class PolicyIT {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:160.0) Gecko/20100101 Firefox/160.0";
    /** Written by hand; the unit test of the policy goes through all of it. */
    private static final Path TABLE = Path.of("../auth-gateway/src/test/resources/fr/intraparis/gateway/policy.csv");

    private static final String HOME = "127.0.0.1";
    /** Where the demonstration's networks are. */
    private static final Map<String, String> PLACES =
            Map.of("home", HOME, "town-hall", "127.0.10.7", "relay", "127.0.30.7", "vpn", "127.0.20.7");

    /** Asks the door from within a page, with its session and a proof by its key. */
    static final String ASK = "async ([path, proof]) => { const answer = await fetch(path,"
            + " {headers: {Accept: 'application/json', DPoP: proof}, cache: 'no-store'});"
            + " const type = answer.headers.get('content-type') ?? '';"
            + " const body = type.includes('json') ? await answer.text() : '{}';"
            + " return JSON.stringify({status: answer.status, body: JSON.parse(body)}); }";

    @Test
    @Shows({"A1.2", "A1.3"})
    void theDoorDoesWhatItExplainsAndBothAreWhatTheTableSays() throws IOException {
        Map<String, Map<String, String>> table = table();
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        Detour way = Detour.from(HOME);
        for (Map.Entry<String, String> person :
                List.of(Map.entry("amelie.durand", "agent-code"), Map.entry("elise.moreau", "privileged-code"))) {
            way.switchTo(HOME);
            Agent agent = Agent.named(person.getKey()).through(way).isAtHome();
            Page page = agent.page();
            for (String context : List.of("home", "town-hall", "relay", "vpn", "other-browser")) {
                way.switchTo(PLACES.getOrDefault(context, HOME));
                page.context()
                        .setExtraHTTPHeaders(
                                context.equals("other-browser") ? Map.of("User-Agent", FIREFOX) : Map.of());
                Map<String, String> row = table.getOrDefault(
                        context + "," + person.getValue(), table.getOrDefault(context + ",*", Map.of()));
                assertFalse(row.isEmpty(), "no line for " + context);
                for (Map.Entry<String, String> cell : row.entrySet()) {
                    JsonObject door = ask(agent, cell.getKey());
                    JsonObject explained = ask(agent, "/nomades/explain?route=" + cell.getKey());
                    String did = decision(door);
                    String said = explained.getAsJsonObject("body").has("allowed")
                            ? explanation(explained.getAsJsonObject("body"))
                            : decision(explained);
                    asked++;
                    if (!did.startsWith(cell.getValue() + " ") || !said.equals(did)) {
                        wrong.add(context + " " + person.getKey() + " " + cell.getKey() + ": table " + cell.getValue()
                                + ", door " + did + ", explain " + said);
                    }
                }
            }
            page.context().setExtraHTTPHeaders(Map.of());
            way.switchTo(HOME);
            assertEquals(200, agent.visit("/intraparis/").status(), "the session is as it was");
        }
        assertEquals(List.of(), wrong);
        assertTrue(asked >= 100, "asked " + asked);
        Figure.of("%d triples at the deployed door: door = explain = table", asked);
    }

    @Test
    @Shows({"A4.3", "A1.3"})
    void aBrowserThatChangesInMidSessionIsRefusedUntilItIsTheSameAgain(City city) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        Page page = amelie.page();
        Agent elsewhere = Agent.named("amelie.durand").withBrowser(FIREFOX);
        elsewhere.page().context().addCookies(page.context().cookies());
        assertEquals(403, elsewhere.visit("/intraparis/leave").status());
        elsewhere.sees(ErrorCode.BRW_CHANGED).sees("session.browser").sees("Firefox 160");
        assertEquals(List.of(), Axe.violations(elsewhere.page()));
        String row = Instruments.of(city)
                .nomades()
                .value("SELECT actor || ' ' || details FROM audit WHERE code = '" + ErrorCode.BRW_CHANGED.code()
                        + "' ORDER BY at DESC LIMIT 1");
        assertTrue(row.contains(amelie.person().agentId()) && row.contains("session.browser"), row);

        assertEquals(200, amelie.visit("/intraparis/leave").status());
        assertTrue(page.url().endsWith("/intraparis/leave"), "without a login: " + page.url());
        amelie.did("is back in the browser of before, and signed in");
    }

    @Test
    @Shows("A1.2")
    void anAgentReadsWhyAPageIsClosed() {
        Agent amelie = Agent.named("amelie.durand").on(Screen.PHONE).isAtHome();
        amelie.opens("/nomades/explain?route=/intraparis/privileged");
        assertAll(
                () -> amelie.sees(ErrorCode.PRV_ROLE_MISSING),
                () -> amelie.sees("privileged.role"),
                () -> assertEquals(List.of(), Axe.violations(amelie.page())));
        amelie.page().locator("a[hreflang=en]").click();
        amelie.sees("This page is closed to you.").sees(ErrorCode.PRV_ROLE_MISSING);
        amelie.page().locator("#route").fill("/intraparis/leave");
        amelie.page().locator("main button").click();
        amelie.sees("This page is open to you.");
        amelie.opens("/nomades/explain?route=%2F..%2F").sees(ErrorCode.REL_MALFORMED);
        amelie.visit("/intraparis/?lang=fr");
    }

    static JsonObject ask(Agent agent, String path) {
        return JsonParser.parseString(agent.page()
                        .evaluate(ASK, List.of(path, agent.proof("GET", path)))
                        .toString())
                .getAsJsonObject();
    }

    /** Only the door's own refusals name a rule: what was answered behind it, or said of that, was let through. */
    private static String decision(JsonObject answer) {
        JsonObject body = answer.getAsJsonObject("body");
        return body.has("rule")
                        && !body.has("allowed")
                        && !body.get("rule").getAsString().equals("door.relay")
                ? body.get("code").getAsString().substring("NOM-".length()) + " "
                        + body.get("rule").getAsString()
                : "open through";
    }

    private static String explanation(JsonObject body) {
        return body.get("allowed").getAsBoolean()
                ? "open through"
                : body.get("code").getAsString().substring("NOM-".length()) + " "
                        + body.get("rule").getAsString();
    }

    /** Context and subject → path → cell. */
    private static Map<String, Map<String, String>> table() throws IOException {
        List<String> lines = Files.readAllLines(TABLE).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        String[] head = lines.get(0).split(",");
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 2; i < cells.length; i++) {
                row.put(head[i], cells[i]);
            }
            table.put(cells[0] + "," + cells[1], row);
        }
        return table;
    }
}
