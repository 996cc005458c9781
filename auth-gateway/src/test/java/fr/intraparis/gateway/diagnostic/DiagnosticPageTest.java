package fr.intraparis.gateway.diagnostic;

import fr.intraparis.gateway.FakeVisit;
import fr.intraparis.gateway.diagnostic.Diagnosis.Line;
import fr.intraparis.gateway.diagnostic.Facts.Neighbour;
import fr.intraparis.gateway.diagnostic.Receipts.Reading;
import fr.intraparis.gateway.diagnostic.Receipts.Verdict;
import fr.intraparis.gateway.diagnostic.Result.State;
import fr.intraparis.gateway.reference.SampleLists;
import fr.intraparis.kernel.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DiagnosticPageTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:30:15Z");

    /** Each of them is cured by the agent, on the agent's own system. */
    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"BRW_UNLISTED", "BRW_TOO_OLD", "BRW_STORAGE", "BRW_WEBAUTHN", "CLK_WRONG", "NET_VPN", "NET_PROXY"})
    void eachSystemHasItsCureAndTheLikelyOneStandsFirst(ErrorCode code) {
        Line line = new Line("clock", Result.fault(code, "<b>", ""));
        for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            String page = page(language).diagnosis(List.of(line), "… (iPhone; CPU iPhone OS …", "a.b.c");
            assertEquals(5, page.split("<details").length - 1, "cures");
            assertEquals(1, page.split("<details open").length - 1);
            assertTrue(page.contains("<details open><summary>iPhone, iPad</summary>"), page);
            assertTrue(page.contains("<code>" + code.code() + "</code>"));
            assertTrue(page.contains(code.who().in(language)));
            assertTrue(page.contains("&lt;b&gt;") && !page.contains("<b>"), "escaped");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void everyCheckHasItsName(String language) {
        List<Line> lines = Diagnosis.of(new Facts(
                FakeVisit.from("198.51.100.9", SampleLists.dated("2026-11-01")),
                Measured.NOTHING,
                List.of(new Neighbour("hr-services", ErrorCode.REL_UPSTREAM_DOWN)),
                Duration.ofSeconds(90)));
        String page = page(Locale.forLanguageTag(language)).diagnosis(lines, "", "a.b.c");
        assertEquals(12, page.split("<li id=\"check-").length - 1);
        assertTrue(page.contains("hr-services NOM-REL-004"));
        assertFalse(page.contains("{{") || page.contains("style="), "a template's own signs, or an inline style");
        for (Verdict verdict : Verdict.values()) {
            assertTrue(page(Locale.forLanguageTag(language))
                    .reading(new Reading(verdict, null))
                    .contains("data-verdict=\"" + verdict.id() + "\""));
        }
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        assertEquals(keys(Locale.FRENCH), keys(Locale.ENGLISH));
        for (State state : State.values()) {
            assertTrue(keys(Locale.FRENCH).contains("state." + state));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64), WINDOWS",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7), MACOS",
        "Mozilla/5.0 (X11; Linux x86_64), LINUX",
        "Mozilla/5.0 (Linux; Android 16), ANDROID",
        "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X), IOS",
        "curl/8, WINDOWS"
    })
    void theLikelySystemIsTheOneThatTheBrowserNames(String agent, Platform first) {
        List<Platform> platforms = Platform.likelyFirst(agent);
        assertEquals(first, platforms.get(0));
        assertEquals(5, new TreeSet<>(platforms).size(), "none is left out");
    }

    private static DiagnosticPage page(Locale language) {
        return new DiagnosticPage(language, "01 99 00 39 75", NOW);
    }

    private static TreeSet<String> keys(Locale language) {
        return new TreeSet<>(
                Objects.requireNonNull(ResourceBundle.getBundle("fr.intraparis.gateway.diagnostic.texts", language))
                        .keySet());
    }
}
