package fr.intraparis.it.scenario.block;

import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.KeycloakAdministration;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** What happens to an account at Keycloak ends its sessions at once, and opens nothing to a token that is still good. */
@EndToEnd
class EndedSessionsIT {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** Each with somebody of its own, because a device shows a code every half minute only. */
    enum Act {
        BACK_CHANNEL_LOGOUT("gaelle.roux", (keycloak, who) -> keycloak.endSessionsOneByOne(who)),
        ADMINISTRATORS_LOGOUT("bruno.martin", KeycloakAdministration::logout),
        ROLE_REMOVED("elise.moreau", (keycloak, who) -> {
            Story.current().afterwards(() -> keycloak.giveRole(who, "finance-admin"));
            keycloak.removeRole(who, "finance-admin");
        }),
        USER_DISABLED("chloe.bernard", (keycloak, who) -> {
            Story.current().afterwards(() -> keycloak.enable(who, true));
            keycloak.enable(who, false);
        }),
        PASSWORD_RESET("amelie.durand", (keycloak, who) -> {
            // None of the last three may be set again.
            Story.current().afterwards(() -> {
                fresh().limit(3).forEach(password -> keycloak.resetPassword(who, password));
                keycloak.resetPassword(who, Stage.city().person(who).password());
            });
            keycloak.resetPassword(who, fresh().findFirst().orElseThrow());
        }),
        PASSKEY_REMOVED("ines.faure", KeycloakAdministration::forgetPasskeys);

        private final String who;
        private final BiConsumer<KeycloakAdministration, String> done;

        Act(String who, BiConsumer<KeycloakAdministration, String> done) {
            this.who = who;
            this.done = done;
        }

        private static Stream<String> fresh() {
            return Stream.generate(() -> "Zq7 " + UUID.randomUUID());
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @ParameterizedTest
    @EnumSource
    @Shows("A5.4")
    void endsEverySessionOfItsPersonWithinASecond(Act act, City city) {
        Instruments instruments = Instruments.of(city);
        Database nomades = instruments.nomades();
        KeycloakAdministration keycloak = new KeycloakAdministration(city, instruments.http());
        Agent desk = Agent.named(act.who).logsIn();
        if (act == Act.PASSKEY_REMOVED) {
            Story.current().afterwards(() -> keycloak.forgetPasskeys(act.who));
            desk.plugsPasskeyIn().bindsPasskey(keycloak.passkeyLink(act.who));
        }
        Agent phone = Agent.named(act.who).logsIn();
        List<Bearer> bearers = nomades.rows("SELECT subject, sid FROM session WHERE username = ?", act.who).stream()
                .map(row -> Bearer.of(
                        city,
                        instruments,
                        city.person(act.who),
                        row.get("subject").toString(),
                        row.get("sid").toString()))
                .toList();
        assertFalse(bearers.size() < 2, "two sessions at least: " + bearers.size());
        bearers.forEach(bearer -> bearer.await("200", Duration.ofSeconds(5)));

        long start = System.nanoTime();
        act.done.accept(keycloak, act.who);
        Duration answered = Duration.ofNanos(System.nanoTime() - start);
        Story.current().tell("At Keycloak: " + act);
        Duration took = Eventually.until(
                "no session of " + act.who + " is left at the door",
                LIMIT,
                () -> nomades.value("SELECT count(*) FROM session WHERE username = ?", act.who)
                        .equals("0"));
        bearers.forEach(bearer -> bearer.await("401 NOM-SES-002", LIMIT));
        Figure.of(
                "%s: %d sessions ended %d ms after Keycloak's answer, which came after %d ms",
                act, bearers.size(), took.toMillis(), answered.toMillis());
        for (Agent agent : List.of(desk, phone)) {
            agent.opens("/intraparis/");
            assertFalse(
                    agent.page().url().startsWith(city.origin() + "/intraparis"),
                    agent.page().url());
        }
        assertEquals(
                "0", nomades.value("SELECT count(*) FROM session WHERE username = ?", act.who), "and none comes back");
    }
}
