package fr.intraparis.it.scenario.diagnostic;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.LocatorAssertions;
import fr.intraparis.it.suite.Chromium;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Workstations whose clock is really wrong, for the whole browser: its pages and its judgement of certificates. */
@EndToEnd
class WrongClockIT {
    private static final LocatorAssertions.HasAttributeOptions SOON =
            new LocatorAssertions.HasAttributeOptions().setTimeout(10_000);

    @Test
    @Shows("D3.1")
    void theDiagnosisSaysHowFarTheClockIsOff(City city) {
        Duration ahead = Duration.ofMinutes(7);
        try (Chromium browser = Chromium.underWrongClock(city.authority(), home(), ahead)) {
            Page page = browser.browser()
                    .newPage(new Browser.NewPageOptions().setLocale("fr").setUserAgent(browser.userAgent()));
            page.navigate(city.origin() + "/nomades/diagnostic");
            Workstations.measured(page);
            Story.current().tell("Seven minutes fast", page);
            assertEquals(
                    "fault " + ErrorCode.CLK_WRONG.code(),
                    Workstations.rows(page).get("clock"));
            Duration shown =
                    Workstations.offset(page.locator("#check-clock .evidence").innerText());
            Duration off = shown.minus(ahead).abs();
            assertTrue(off.toSeconds() <= 2, "shown " + shown);
            Figure.of("a browser that runs 7 min fast: shown to %d s", off.toSeconds());
        }
    }

    /** The root certificate is there; the clock alone makes the chain one of the future or of the past. */
    @ParameterizedTest
    @ValueSource(ints = {-2, 400})
    @Shows("D2.3")
    void whereTheClockAloneRefusesTheChainItIsNamed(int days, City city) {
        Path home = home();
        try (Chromium wrong = Chromium.underWrongClock(city.authority(), home, Duration.ofDays(days))) {
            Page page = bootstrap(wrong, city);
            assertThat(page.locator("#check")).hasAttribute("data-state", "clock", SOON);
            assertThat(page.locator("#check-clock")).containsText(ErrorCode.CLK_WRONG.code());
            assertThat(page.locator("#check-minutes")).hasText(String.valueOf(Math.abs(days) * 1440));
            Story.current().tell("With the root certificate and a clock " + days + " days off", page);
            PlaywrightException refused =
                    assertThrows(PlaywrightException.class, () -> page.navigate(city.origin() + "/nomades/diagnostic"));
            assertTrue(String.valueOf(refused.getMessage()).contains("ERR_CERT_DATE_INVALID"), refused.toString());
        }
        try (Chromium right = Chromium.trusting(city.authority(), home)) {
            assertThat(bootstrap(right, city).locator("#check")).hasAttribute("data-state", "trusted", SOON);
        }
    }

    private static Page bootstrap(Chromium browser, City city) {
        Page page = browser.browser().newPage(new Browser.NewPageOptions().setLocale("fr"));
        page.navigate("http://localhost:" + city.door().getProperty("nomades.bootstrap-port") + "/");
        return page;
    }

    private static Path home() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Stage.TARGET.resolve("tmp")), "clock");
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }
}
