package fr.intraparis.it.scenario.door;

import com.microsoft.playwright.Response;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Screen;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is asked of a workstation before anybody is asked for a password. */
@EndToEnd
@Shows("M18")
class PostureIT {

    @ParameterizedTest
    @EnumSource(Screen.class)
    @Shows("A4.2")
    void anUnlistedBrowserIsRefusedBeforeAnyCookieAndAnyLogin(Screen screen, City city) {
        refused(
                Agent.named("amelie.durand")
                        .on(screen)
                        .withBrowser("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
                                + " Vivaldi/7.0 Chrome/156.0.0.0 Safari/537.36 OPR/120.0.0.0"),
                ErrorCode.BRW_UNLISTED,
                city);
    }

    @Test
    @Shows("A4.2")
    void aBrowserThreeMajorsBehindIsRefused(City city) {
        String current = Stage.windows().userAgent();
        int major = Integer.parseInt(current.replaceAll(".*Chrome/(\\d+).*", "$1"));
        int old = major - 10;
        Agent amelie = Agent.named("amelie.durand").withBrowser(current.replace("Chrome/" + major, "Chrome/" + old));
        // What the browser says of itself besides: the hints of the same old version.
        amelie.page()
                .context()
                .setExtraHTTPHeaders(
                        Map.of("Sec-CH-UA", "\"Chromium\";v=\"" + old + "\", \"Google Chrome\";v=\"" + old + "\""));
        refused(amelie, ErrorCode.BRW_TOO_OLD, city);
    }

    private static void refused(Agent agent, ErrorCode code, City city) {
        Response response = agent.visit("/intraparis/");
        agent.sees(code);
        assertEquals(code.status(), response.status());
        assertTrue(agent.page().url().startsWith(city.origin() + "/intraparis"), "no redirect to Keycloak");
        assertEquals(0, agent.page().context().cookies().size(), "cookies");
    }
}
