package fr.intraparis.it.scenario.trouble;

import com.microsoft.playwright.Response;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Line;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What Keycloak does wrong never costs an agent the session; only its plain word that it is over does. */
@EndToEnd
@Shows("M3")
class KeycloakTroubleIT {
    /** Keycloak has three seconds; the rest is ours. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    void errorsSilenceAndGarbageKeepTheSessionAndInvalidGrantEndsIt(City city) {
        Lines.needed();
        Instruments instruments = Instruments.of(city);
        // Scenarios before may have left her other sessions.
        int others = sessions(instruments);
        Agent chloe = logsInWithoutOpeningAPage();
        assertEquals(others + 1, sessions(instruments));

        Line keycloak = Lines.keycloak();
        Story.current().afterwards(keycloak::mend);
        keycloak.spoil(Lines.certificate(), 500, "application/json", "{\"error\":\"unknown_error\"}");
        keptWith(chloe, instruments, others + 1, ErrorCode.IDP_DOWN, "an error of Keycloak");
        keycloak.spoil(Lines.certificate(), 200, "text/html", "<html>Welcome to the captive portal</html>");
        keptWith(chloe, instruments, others + 1, ErrorCode.IDP_GARBLED, "garbage");
        keycloak.spoil(Lines.certificate(), 200, "application/json", "{\"access_token\":\"ey");
        keptWith(chloe, instruments, others + 1, ErrorCode.IDP_GARBLED, "half an answer");
        keycloak.spoil(Lines.certificate(), 401, "application/json", "{\"error\":\"invalid_client\"}");
        keptWith(chloe, instruments, others + 1, ErrorCode.IDP_GARBLED, "another refusal than invalid_grant");
        keycloak.freeze();
        toldInTime(chloe, city);
        assertEquals(others + 1, sessions(instruments), "the session is kept through silence");
        keycloak.cut();
        keptWith(chloe, instruments, others + 1, ErrorCode.IDP_DOWN, "no connection");

        keycloak.mend();
        Duration healed = Eventually.until(
                "the same session works again",
                Duration.ofSeconds(20),
                () -> chloe.visit("/intraparis/").status() == 200
                        && chloe.page().url().contains("/intraparis/"));
        chloe.seesHomePage();
        assertEquals(others + 1, sessions(instruments));
        chloe.logsOut();
        Figure.of("the same session works %d ms after Keycloak", healed.toMillis());
    }

    @Test
    void invalidGrantEndsTheSession(City city) {
        Lines.needed();
        Instruments instruments = Instruments.of(city);
        // Scenarios before may have left her other sessions.
        int others = sessions(instruments);
        Agent chloe = logsInWithoutOpeningAPage();
        assertEquals(others + 1, sessions(instruments));

        Line keycloak = Lines.keycloak();
        Story.current().afterwards(keycloak::mend);
        keycloak.spoil(
                Lines.certificate(),
                400,
                "application/json",
                "{\"error\":\"invalid_grant\",\"error_description\":\"Session not active\"}");
        chloe.visit("/intraparis/");
        chloe.did("is told that the session is over");
        assertEquals(others, sessions(instruments), "sessions in PostgreSQL");
    }

    /** The door has no token yet: the next page makes it ask Keycloak for one. */
    private static Agent logsInWithoutOpeningAPage() {
        Agent chloe = Agent.named("chloe.bernard");
        chloe.opens("/nomades/sessions");
        chloe.entersPassword();
        chloe.entersCode();
        chloe.page().waitForURL("**/nomades/sessions");
        return chloe;
    }

    /** Six requests of one session at once: none waits for another, each has its code in time. */
    private static void toldInTime(Agent agent, City city) {
        String cookies = agent.cookies();
        String browser = Stage.windows().userAgent();
        // The failure before answers for a second; then silence shows, to all six.
        List<Duration> told = Eventually.get("silence is told", Duration.ofSeconds(10), () -> {
            List<CompletableFuture<@Nullable Duration>> asked = IntStream.range(0, 6)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> silence(cookies, browser, city), task -> new Thread(task).start()))
                    .toList();
            List<@Nullable Duration> answers =
                    asked.stream().map(CompletableFuture::join).toList();
            return answers.contains(null)
                    ? null
                    : answers.stream().map(Objects::requireNonNull).toList();
        });
        Duration slowest = told.stream().max(Comparator.naturalOrder()).orElseThrow();
        agent.did("meets silence, six times at once");
        Figure.of("silence of Keycloak told to six requests at once within %d ms", slowest.toMillis());
        assertTrue(slowest.compareTo(Duration.ofSeconds(4)) < 0, "the slowest was told after " + slowest);
    }

    /** How long until NOM-IDP-002; null for another of Keycloak's codes. */
    private static @Nullable Duration silence(String cookies, String browser, City city) {
        Instant start = Instant.now();
        Http.Answer answer = new Http(city.trust(), null)
                .get(city.at("/intraparis/"), "Cookie", cookies, "User-Agent", browser, "Accept", "application/json");
        assertTrue(answer.code().startsWith("NOM-IDP-"), answer.text());
        return answer.code().equals(ErrorCode.IDP_SLOW.code()) ? Duration.between(start, Instant.now()) : null;
    }

    private static void keptWith(Agent agent, Instruments instruments, int kept, ErrorCode code, String trouble) {
        // A failure answers for a second; then this one shows.
        Duration took = Eventually.until(code + " for " + trouble, PATIENCE, () -> {
            Response response = agent.visit("/intraparis/");
            String text = response.text();
            assertTrue(response.status() >= 500, trouble + ": " + response.status());
            assertFalse(text.contains("\tat "), trouble);
            return text.contains(code.code());
        });
        agent.did("meets " + trouble);
        assertEquals(kept, sessions(instruments), "the session is kept through " + trouble);
        assertTrue(took.compareTo(PATIENCE) < 0, trouble + " took " + took);
    }

    private static int sessions(Instruments instruments) {
        return Integer.parseInt(
                instruments.nomades().value("SELECT count(*) FROM session WHERE username = 'chloe.bernard'"));
    }
}
