package fr.intraparis.it.scenario.privileged;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Axe;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.KeycloakAdministration;
import fr.intraparis.it.page.LoginPage;
import fr.intraparis.it.page.PortalPage;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Screen;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** The administration page: a code is not enough, a passkey is, and nobody enrols one unasked. */
@EndToEnd
class PrivilegedIT {
    private static final String PAGE = "/intraparis/privileged";

    @ParameterizedTest
    @EnumSource(Screen.class)
    @Shows({"J5", "M19", "D4.1"})
    void aCodeIsRefusedAndAPasskeyOpensTheListOfPrivilegedAccounts(Screen screen, City city) {
        KeycloakAdministration keycloak =
                new KeycloakAdministration(city, Instruments.of(city).http());
        forgetPasskeys(keycloak, "david.petit");
        Agent david = Agent.named("david.petit").on(screen).logsIn();
        sendsAFormToIt(david);
        david.sees(ErrorCode.MFA_NEEDED);

        david.opens(PAGE);
        david.sees(ErrorCode.PRV_PASSKEY_NEEDED);
        assertThat(new LoginPage(david.page()).registerPasskey()).hasCount(0);
        assertThat(new LoginPage(david.page()).usePasskey()).hasCount(0);

        String link = keycloak.passkeyLink("david.petit");
        david.plugsPasskeyIn();
        david.bindsPasskey(link);
        assertEquals(1, david.passkey().keys(), "keys on the passkey");

        david.opens(PAGE);
        david.touchesPasskey();
        assertThat(new PortalPage(david.page()).title()).containsText("Comptes privilégiés");
        Locator rows = david.page().getByRole(AriaRole.ROW);
        for (String name : List.of("David Petit", "Élise Moreau", "Farid Haddad")) {
            assertThat(rows.filter(new Locator.FilterOptions().setHasText(name)))
                    .hasCount(1);
        }
        assertThat(rows.filter(new Locator.FilterOptions().setHasText("David Petit")))
                .containsText("Clé d’accès");
        assertThat(rows.filter(new Locator.FilterOptions().setHasText("Amélie Durand")))
                .hasCount(0);
        david.did("sees the privileged accounts and their factors");
        assertEquals(List.of(), Axe.violations(david.page()));

        Database nomades = Instruments.of(city).nomades();
        nomades.change("UPDATE session SET auth_time = now() - interval '17 minutes' WHERE id = ?", david.sessionId());
        nomades.rows("SELECT pg_notify('nomades_session', ?)", david.sessionId());
        sendsAFormToIt(david);
        david.sees(ErrorCode.MFA_STALE);
    }

    /** Nobody is led away from what they have typed: the page says why it has not left. */
    private static void sendsAFormToIt(Agent agent) {
        agent.page()
                .waitForNavigation(() -> agent.page()
                        .evaluate(
                                "path => { const f = document.createElement('form'); f.method = 'post'; f.action = path;"
                                        + " document.body.append(f); f.requestSubmit(); }",
                                PAGE));
    }

    @Test
    @Shows({"J5", "A1.3"})
    void anOrdinaryAgentIsToldWhichRoleIsMissing() {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        amelie.opens(PAGE);
        amelie.sees(ErrorCode.PRV_ROLE_MISSING);
    }

    @Test
    @Shows("M19")
    void theOneTimeLinkServesOnce(City city) {
        KeycloakAdministration keycloak =
                new KeycloakAdministration(city, Instruments.of(city).http());
        forgetPasskeys(keycloak, "farid.haddad");
        String link = keycloak.passkeyLink("farid.haddad");
        Agent farid = Agent.named("farid.haddad");
        farid.plugsPasskeyIn();
        farid.bindsPasskey(link);

        Agent thief = Agent.named("farid.haddad");
        thief.plugsPasskeyIn();
        thief.page().navigate(link);
        thief.did("opens the used link");
        assertThat(new LoginPage(thief.page()).registerPasskey()).hasCount(0);
        assertFalse(thief.passkey().keys() > 0, "a second passkey was bound");
    }

    private static void forgetPasskeys(KeycloakAdministration keycloak, String username) {
        Story.current().afterwards(() -> keycloak.forgetPasskeys(username));
        keycloak.forgetPasskeys(username);
    }
}
