package fr.intraparis.it.scenario.block;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Axe;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.KeycloakAdministration;
import fr.intraparis.it.check.Operators;
import fr.intraparis.it.scenario.block.Bearer.War;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Detour;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A block keeps its session out of every WAR; what heals heals by itself, the rest takes two operators. */
@EndToEnd
class BlocksIT {
    private static final String HOME = "127.0.0.1";
    private static final String VPN = "127.0.20.7";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HEALING = Duration.ofSeconds(5);

    @Test
    @Shows({"A5.1", "A5.3", "E10.2"})
    void oneOperatorBlocksAndTwoDifferentOnesLift(City city) {
        Instruments instruments = Instruments.of(city);
        Operators operators = new Operators(city, instruments);
        KeycloakAdministration keycloak = new KeycloakAdministration(city, instruments.http());
        Agent chloe = Agent.named("chloe.bernard").isAtHome();
        operators.liftAfterwards("chloe.bernard");
        Agent david = operator("david.petit", keycloak);
        Agent ines = operator("ines.faure", keycloak);

        david.opens("/intraparis/privileged");
        david.page().locator("main a[href$='/privileged/blocks']").click();
        david.sees("Bloquer un agent");
        david.page().locator("#username").fill("chloe.bernard");
        david.page().locator("#reason").fill("Poste égaré, signalé par téléphone");
        david.page().locator("#block").click();
        david.sees("Accès bloqué pour chloe.bernard").sees("Aucune signature sur deux");
        assertEquals(List.of(), Axe.violations(david.page()));

        Response refused = chloe.visit("/intraparis/leave");
        assertEquals(401, refused.status());
        chloe.sees(ErrorCode.SES_BLOCKED).sees("Bloqué depuis le").sees("session.blocked");
        assertEquals(List.of(), Axe.violations(chloe.page()));
        assertTrue(
                chloe.page().locator("#sos").getAttribute("href").contains("code=NOM-SES-009"),
                "the ticket is prefilled");
        assertEquals(401, chloe.visit("/nomades/explain?route=/intraparis/").status());

        String block = signs(david, "chloe.bernard");
        david.sees("Levée signée").sees("Il faut encore la signature d’un autre opérateur");
        assertEquals(401, chloe.visit("/intraparis/").status(), "one signature lifts nothing");
        david.opens("/intraparis/privileged/block?id=" + block).sees("Une signature sur deux");
        david.page().locator("#sign").click();
        david.sees(ErrorCode.PRV_SECOND_OPERATOR);
        assertEquals(401, chloe.visit("/intraparis/").status(), "nor do two of the same");
        assertEquals(List.of(), Axe.violations(david.page()));
        inTheDatabaseToo(instruments.nomades(), block);
        whatIsNotThereIsNotFound(david);

        signs(ines, "chloe.bernard");
        ines.sees("Blocage levé");
        assertEquals(List.of(), Axe.violations(ines.page()));
        Eventually.until(
                "she is let in again", SECOND, () -> chloe.visit("/intraparis/").status() == 200);
        chloe.seesHomePage();
        assertEquals(
                "block-lift block-raise block-sign",
                instruments
                        .nomades()
                        .value(
                                "SELECT string_agg(act, ' ' ORDER BY act) FROM audit WHERE details LIKE '%' || ? || '%'"
                                        + " AND act LIKE 'block-%'",
                                block),
                "audit");
    }

    private static void whatIsNotThereIsNotFound(Agent david) {
        david.opens("/intraparis/privileged/block?id=" + UUID.randomUUID()).sees(ErrorCode.PRV_BLOCK_UNKNOWN);
        david.opens("/intraparis/privileged/device?id=chloe.bernard~" + "A".repeat(43))
                .sees(ErrorCode.DEV_NOT_FOUND);
        david.opens("/intraparis/privileged/blocks");
        david.page().locator("#username").fill("personne.dici");
        david.page().locator("#reason").fill("Nom mal noté");
        david.page().locator("#block").click();
        david.sees(ErrorCode.PRV_AGENT_UNKNOWN);
    }

    /** Whatever our code does: the database knows the rule too. */
    private static void inTheDatabaseToo(Database nomades, String block) {
        for (String mistake : List.of(
                "UPDATE session_block SET lifted = now() WHERE id = ?::uuid",
                "UPDATE session_block SET second_signer = first_signer, lifted = now() WHERE id = ?::uuid",
                "UPDATE session_block SET second_signer = subject, lifted = now() WHERE id = ?::uuid")) {
            assertThrows(IllegalStateException.class, () -> nomades.change(mistake, block), mistake);
        }
        Story.current().tell("The database refuses one signature, twice the same, and one's own");
    }

    @Test
    @Shows({"A5.2", "A3.2", "A1.1"})
    void aVpnBlocksTheSessionInEveryWarAndItHealsByItself(City city) {
        Instruments instruments = Instruments.of(city);
        Detour way = Detour.from(HOME);
        Agent bruno = Agent.named("bruno.martin").through(way).isAtHome();
        Bearer bearer = bearer(city, instruments, "bruno.martin");
        bearer.await("200", HEALING);

        way.switchTo(VPN);
        assertEquals(403, bruno.visit("/intraparis/leave").status());
        bruno.sees(ErrorCode.NET_VPN);
        bearer.await("403 NOM-NET-002", SECOND);
        Story.current().tell("The tokens of the session open nothing any more, anywhere");

        long cured = System.nanoTime();
        way.switchTo(HOME);
        Eventually.until(
                "the page is there again",
                HEALING,
                () -> bruno.visit("/intraparis/leave").status() == 200);
        bearer.await("200", HEALING);
        Duration healed = Duration.ofNanos(System.nanoTime() - cured);
        assertTrue(
                bruno.page().url().endsWith("/intraparis/leave"),
                "without a login: " + bruno.page().url());
        assertTrue(healed.compareTo(HEALING) <= 0, healed.toString());
        Figure.of("a curable block healed in every WAR %d ms after its cure", healed.toMillis());
        // What the page itself asks of its neighbours is never refused by a block that has just been lifted.
        for (int i = 0; i < 20; i++) {
            way.switchTo(VPN);
            assertEquals(403, bruno.visit("/intraparis/mailbox").status());
            way.switchTo(HOME);
            assertEquals(200, bruno.visit("/intraparis/mailbox").status(), "time " + i);
        }
        bruno.did("has switched a VPN on and off twenty times");
    }

    @Test
    @Shows("A5.5")
    void aBlockHoldsWhileKeycloakIsDown(City city) {
        Lines.needed();
        Instruments instruments = Instruments.of(city);
        Operators operators = new Operators(city, instruments);
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        Bearer bearer = bearer(city, instruments, "amelie.durand");
        bearer.await("200", HEALING);
        operators.liftAfterwards("amelie.durand");
        Story.current().afterwards(Lines.keycloak()::mend);
        Lines.keycloak().cut();

        operators.block("amelie.durand", "Keycloak est arrêté");
        bearer.await("401 NOM-SES-009", SECOND);
        assertEquals(401, amelie.visit("/intraparis/").status());
        amelie.sees(ErrorCode.SES_BLOCKED);
        Agent stranger = Agent.named("amelie.durand");
        stranger.opens("/intraparis/");
        stranger.sees(ErrorCode.IDP_DOWN);
        assertEquals(
                Map.of(War.PORTAL, "401 NOM-SES-009", War.HR, "401 NOM-SES-009", War.MAIL, "401 NOM-SES-009"),
                bearer.told());
    }

    @Test
    @Shows("A5.5")
    void whoHearsNothingOfBlocksLetsNobodyIn(City city) {
        Instruments instruments = Instruments.of(city);
        Bearer bearer = Bearer.of(
                city,
                instruments,
                city.person("amelie.durand"),
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString());
        bearer.await("200", HEALING);
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        Database nomades = instruments.nomades();
        Story.current().afterwards(() -> nomades.change("GRANT SELECT ON block_in_force TO blocks"));
        nomades.change("REVOKE SELECT ON block_in_force FROM blocks");
        Duration deaf = Eventually.until(
                "all of them refuse",
                Duration.ofSeconds(25),
                () -> bearer.told().values().stream().allMatch(told -> told.equals("503 NOM-SES-011")));
        amelie.opens("/intraparis/leave").sees(ErrorCode.SES_BLOCKS_UNKNOWN);
        nomades.change("GRANT SELECT ON block_in_force TO blocks");
        bearer.await("200", Duration.ofSeconds(10));
        Figure.of("deaf for blocks: nobody let in after %d ms", deaf.toMillis());
    }

    /** Of the newest session of that person at the door. */
    private static Bearer bearer(City city, Instruments instruments, String username) {
        Database.Row row = instruments
                .nomades()
                .rows("SELECT subject, sid FROM session WHERE username = ? ORDER BY seen DESC LIMIT 1", username)
                .get(0);
        return Bearer.of(
                city,
                instruments,
                city.person(username),
                row.get("subject").toString(),
                row.get("sid").toString());
    }

    /** An IT administrator on the page of blocks, with a passkey. */
    private static Agent operator(String username, KeycloakAdministration keycloak) {
        Story.current().afterwards(() -> keycloak.forgetPasskeys(username));
        keycloak.forgetPasskeys(username);
        Agent agent = Agent.named(username).logsIn();
        agent.plugsPasskeyIn();
        agent.bindsPasskey(keycloak.passkeyLink(username));
        agent.opens("/intraparis/privileged/blocks");
        agent.touchesPasskey();
        agent.sees("Blocages");
        return agent;
    }

    /** Opens the block of that person from the list, and signs. @return its number */
    private static String signs(Agent operator, String username) {
        operator.opens("/intraparis/privileged/blocks");
        Page page = operator.page();
        page.locator("tbody a")
                .filter(new Locator.FilterOptions().setHasText(username))
                .first()
                .click();
        String id = page.url().replaceAll(".*id=", "");
        assertThat(page.locator("#sign")).isVisible();
        page.locator("#sign").click();
        return id;
    }
}
