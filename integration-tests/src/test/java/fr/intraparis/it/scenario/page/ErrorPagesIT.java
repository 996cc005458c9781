package fr.intraparis.it.scenario.page;

import com.microsoft.playwright.Response;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whoever is refused is told what, why, what to do and by which number to ask. */
@EndToEnd
class ErrorPagesIT {
    private static final Pattern CORRELATION =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    @Test
    @Shows({"A1.3", "M9", "M15"})
    void aRefusalShowsCodeCauseCureTimeAndANumberThatIsInTheLogs(City city) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        Response response = amelie.visit("/intraparis/privileged");
        amelie.sees(ErrorCode.PRV_ROLE_MISSING);
        assertEquals(ErrorCode.PRV_ROLE_MISSING.status(), response.status());
        String main = amelie.page().locator("main").innerText();
        assertTrue(main.contains(ErrorCode.PRV_ROLE_MISSING.title(Locale.FRENCH)), main);
        assertTrue(main.contains(ErrorCode.PRV_ROLE_MISSING.cure(Locale.FRENCH)), main);
        assertThat(amelie.page().locator("main time")).isVisible();
        Matcher number = CORRELATION.matcher(main);
        assertTrue(number.find(), main);
        Eventually.until(
                "the number " + number.group() + " is in the door's log",
                Duration.ofSeconds(5),
                () -> logged(city, "door", number.group()));
        Story.current().tell("The correlation number of the page is in the door's log");
    }

    /** The door's page, portal-web's own and Keycloak's: each copies its facts and leads to support with its code. */
    @Test
    @Shows({"A1.3", "E10.1"})
    void whoIsRefusedCopiesTheFactsAndIsLedToSupport() {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        amelie.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        for (String refused : List.of(
                "/intraparis/privileged",
                "/intraparis/no-such-page",
                "/realms/nomades/login-actions/authenticate?session_code=none&execution=none&tab_id=none")) {
            amelie.visit(refused);
            amelie.page().locator("button[data-copy]").click();
            assertThat(amelie.page().locator("#copied")).not().isEmpty();
            String copied = String.valueOf(amelie.page().evaluate("() => navigator.clipboard.readText()"));
            Matcher code = Pattern.compile("NOM-[A-Z]{3}-\\d{3}").matcher(copied);
            assertTrue(code.find(), refused + ": " + copied);
            assertTrue(CORRELATION.matcher(copied).find(), refused + ": " + copied);
            String sos = String.valueOf(amelie.page().locator("#sos").getAttribute("href"));
            assertTrue(
                    sos.contains("code=" + code.group())
                            && CORRELATION.matcher(sos).find(),
                    refused + ": " + sos);
        }
        amelie.did("copies the facts of three refusals");
    }

    @Test
    @Shows({"M9", "M12"})
    void theSameRefusalInEnglish() {
        Agent english = Agent.named("amelie.durand").inEnglish().withBrowser("curl/8");
        english.visit("/intraparis/");
        String main = english.page().locator("main").innerText();
        assertTrue(main.contains("NOM-BRW-"), main);
        assertEquals("en", english.page().locator("html").getAttribute("lang"));
        english.did("reads the refusal in English");
    }

    @Test
    @Shows({"M9", "M15"})
    void aNumberOfTheDoorIsInTheLogOfTheWarBehindIt(City city) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        Response response = amelie.visit("/hr/api/payslips");
        String number = response.headerValue("Correlation-Id");
        Eventually.until(
                "the number " + number + " is in both logs",
                Duration.ofSeconds(5),
                () -> logged(city, "door", number) && logged(city, "inner", number));
    }

    static boolean logged(City city, String process, String text) {
        try (Stream<Path> files = Files.list(city.data().resolve("logs"))) {
            for (Path file : files.filter(name -> name.getFileName().toString().startsWith(process))
                    .toList()) {
                if (Files.readString(file).contains(text)) {
                    return true;
                }
            }
            return false;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
