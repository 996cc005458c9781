package fr.intraparis.it.scenario.logout;

import com.microsoft.playwright.Response;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.KeycloakAdministration;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Screen;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The end of a session: asked for by its owner, or by Keycloak. */
@EndToEnd
class LogoutIT {

    @ParameterizedTest
    @EnumSource(Screen.class)
    @Shows({"J6", "A6.4", "D4.1"})
    void logoutEndsTheSessionHereAndInKeycloakAndBackShowsNothing(Screen screen, City city) {
        Agent elise = Agent.named("elise.moreau").on(screen);
        elise.logsIn();
        String name = elise.person().name();
        elise.sees(name);
        Instruments instruments = Instruments.of(city);
        long before = Long.parseLong(sessions(instruments, elise.person().username()));

        List<Response> responses = new ArrayList<>();
        elise.page().onResponse(responses::add);
        elise.logsOut();
        assertTrue(
                responses.stream().anyMatch(response -> "\"cache\"".equals(response.headerValue("Clear-Site-Data"))),
                "Clear-Site-Data at logout");
        assertEquals(
                before - 1, Long.parseLong(sessions(instruments, elise.person().username())), "sessions left");

        elise.page().goBack();
        elise.did("presses Back");
        assertFalse(elise.page().locator("body").innerText().contains(name), "Back shows the page of before");

        // In Keycloak too: the next visit asks for the password again, not just for a code.
        elise.opensPortal();
        assertTrue(elise.page().locator("#password").isVisible(), "Keycloak asks for the password again");
    }

    @Test
    @Shows("J6")
    void aSessionEndedInKeycloakEndsHereWithinASecond(City city) {
        Agent elise = Agent.named("elise.moreau");
        elise.logsIn();
        Instruments instruments = Instruments.of(city);
        String sid = instruments
                .nomades()
                .value("SELECT sid FROM session WHERE username = ? ORDER BY created DESC", "elise.moreau");

        new KeycloakAdministration(city, instruments.http()).endSession(sid);
        Story.current().tell("An administrator ends the session in Keycloak");
        Duration took = Eventually.until(
                "the session is gone at the door",
                Duration.ofSeconds(1),
                () -> instruments
                        .nomades()
                        .rows("SELECT 1 FROM session WHERE sid = ?", sid)
                        .isEmpty());
        Figure.of("session ended at the door %d ms after Keycloak's answer", took.toMillis());

        elise.opens("/intraparis/");
        assertFalse(
                elise.page().url().startsWith(city.origin() + "/intraparis"),
                elise.page().url());
    }

    private static String sessions(Instruments instruments, String username) {
        return instruments.nomades().value("SELECT count(*) FROM session WHERE username = ?", username);
    }
}
