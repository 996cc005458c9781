package fr.intraparis.it.scenario.login;

import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.page.LoginPage;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Screen;
import fr.intraparis.kernel.testing.Shows;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** From outside the municipal network to the home page: password, then the code of the registered device. */
@EndToEnd
class LoginIT {

    @ParameterizedTest
    @EnumSource(Screen.class)
    @Shows({"J1", "D4.1"})
    void anAgentOutsideLogsInWithPasswordAndCode(Screen screen) {
        Agent amelie = Agent.named("amelie.durand").on(screen);
        amelie.opensPortal();
        assertTrue(
                amelie.page().url().contains("/realms/nomades/"), amelie.page().url());
        // Pushed authorization request: what was asked for never stands in an address that the browser could edit.
        assertFalse(amelie.page().url().contains("acr_values"), amelie.page().url());
        amelie.entersPassword();
        assertThat(new LoginPage(amelie.page()).code()).isVisible();
        amelie.entersCode();
        amelie.seesHomePage();
    }

    @Test
    @Shows("J1")
    void withTheRightPasswordAndNoValidCodeThereIsNoWayIn(City city) {
        Agent chloe = Agent.named("chloe.bernard");
        chloe.opensPortal().entersPassword();
        chloe.entersCode(chloe.device().staleCode());
        assertThat(new LoginPage(chloe.page()).code()).isVisible();
        chloe.did("is still asked for a code");

        // Nor by leaving the page: no session came out of the password alone.
        chloe.opens("/intraparis/");
        assertFalse(
                chloe.page().url().startsWith(city.origin() + "/intraparis"),
                chloe.page().url());
        assertTrue(
                chloe.page().context().cookies().stream()
                        .noneMatch(
                                cookie -> cookie.name.toLowerCase(Locale.ROOT).contains("http-nomades")
                                        && !cookie.name.contains("tx")),
                "a session cookie was given");
    }

    @Test
    @Shows("J1")
    void aCodeCountsOnce() {
        Agent bruno = Agent.named("bruno.martin");
        String code = bruno.device().code();
        bruno.opensPortal().entersPassword();
        bruno.entersCode(code).seesHomePage();

        Agent thief = Agent.named("bruno.martin");
        thief.opensPortal().entersPassword();
        thief.entersCode(code);
        assertThat(new LoginPage(thief.page()).code()).isVisible();
        thief.did("is refused with a code that was used");
    }
}
