package fr.intraparis.it.scenario.door;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import fr.intraparis.it.check.Axe;
import fr.intraparis.it.suite.Chromium;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Somebody whose workstation does not know the city's certificate authority yet. */
@EndToEnd
class RootCertificateIT {
    private static final LocatorAssertions.HasAttributeOptions SOON =
            new LocatorAssertions.HasAttributeOptions().setTimeout(10_000);

    @Test
    @Shows({"D2.1", "D2.3"})
    void aNewcomerIsToldWhatIsMissingAndTurnsGreenOnceItIsInstalled(City city) {
        Path home = home();
        try (Chromium newcomer = Chromium.newcomer(home)) {
            Page page = open(newcomer, city, null);
            assertThat(page.locator("#check")).hasAttribute("data-state", "untrusted", SOON);
            assertThat(page.locator("#check-untrusted")).containsText(ErrorCode.CRT_UNTRUSTED.code());
            Story.current().tell("Without the root certificate: " + ErrorCode.CRT_UNTRUSTED.code(), page);

            // The same failure under a clock that is two days ahead has another likely cause.
            Page ahead = open(newcomer, city, Instant.now().plus(2, ChronoUnit.DAYS));
            assertThat(ahead.locator("#check")).hasAttribute("data-state", "clock", SOON);
            assertThat(ahead.locator("#check-clock")).containsText(ErrorCode.CLK_WRONG.code());
            assertThat(ahead.locator("#check-minutes")).hasText("2880");
            Story.current().tell("With a clock two days ahead: " + ErrorCode.CLK_WRONG.code(), ahead);
        }
        // The procedure for Linux: the certificate of the page, certutil, close and open again.
        Path downloaded = home.resolve("ca.crt");
        write(downloaded, city);
        try (Chromium equipped = Chromium.trusting(downloaded, home)) {
            Page page = open(equipped, city, null);
            assertThat(page.locator("#check")).hasAttribute("data-state", "trusted", SOON);
            Story.current().tell("With the root certificate: green", page);
            page.locator("#check-trusted a").click();
            assertTrue(page.url().startsWith(city.origin().toString()), page.url());
        }
    }

    @Test
    @Shows("D2.4")
    void withoutAScriptAndOnATelephoneEverythingIsThere(City city) {
        try (Chromium newcomer = Chromium.newcomer(home())) {
            BrowserContext context = newcomer.browser()
                    .newContext(new Browser.NewContextOptions()
                            .setJavaScriptEnabled(false)
                            .setLocale("fr")
                            .setViewportSize(360, 800));
            Page page = context.newPage();
            page.navigate(bootstrap(city));
            // The picture of the door does not load: its text says what is wrong.
            assertEquals(
                    ErrorCode.CRT_UNTRUSTED.code(),
                    page.locator("#check-picture img").getAttribute("alt").split(" ")[0]);
            assertEquals(12, page.locator(".words li").count());
            for (String guide : List.of("windows", "macos", "linux", "firefox", "ios", "android")) {
                assertEquals(3, page.locator("#" + guide + " li").count(), guide);
            }
            page.locator("#ios summary").click();
            assertThat(page.locator("#ios li").first()).isVisible();
            assertTrue(
                    page.locator("html").boundingBox().width <= 360,
                    "nothing is wider than the telephone: "
                            + page.locator("html").boundingBox().width);
            Story.current().tell("On a telephone, without a script", page);
            context.close();
        }
    }

    @Test
    @Shows({"D2.4", "D4.3"})
    void thePageIsForEverybody(City city) {
        try (Chromium newcomer = Chromium.newcomer(home())) {
            for (String locale : List.of("fr", "en")) {
                BrowserContext context =
                        newcomer.browser().newContext(new Browser.NewContextOptions().setLocale(locale));
                Page page = context.newPage();
                page.navigate(bootstrap(city));
                assertThat(page.locator("#check")).hasAttribute("data-state", "untrusted", SOON);
                page.locator("summary").all().forEach(summary -> {
                    if (summary.locator("..").getAttribute("open") == null) {
                        summary.click();
                    }
                });
                assertEquals(List.of(), Axe.violations(page), locale);
                context.close();
            }
        }
    }

    private static Page open(Chromium browser, City city, @org.jspecify.annotations.Nullable Instant clock) {
        Page page = browser.browser().newPage(new Browser.NewPageOptions().setLocale("fr"));
        if (clock != null) {
            page.clock().setFixedTime(clock.toEpochMilli());
        }
        page.navigate(bootstrap(city));
        return page;
    }

    private static String bootstrap(City city) {
        return "http://localhost:" + city.door().getProperty("nomades.bootstrap-port") + "/";
    }

    private static Path home() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Stage.TARGET.resolve("tmp")), "newcomer");
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    private static void write(Path file, City city) {
        try {
            java.net.http.HttpResponse<Path> answer = java.net.http.HttpClient.newBuilder()
                    .version(java.net.http.HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(
                            java.net.http.HttpRequest.newBuilder(java.net.URI.create(bootstrap(city) + "ca.crt"))
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.ofFile(file));
            assertEquals(200, answer.statusCode());
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
