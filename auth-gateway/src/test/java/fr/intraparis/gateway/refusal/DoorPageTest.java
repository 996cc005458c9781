package fr.intraparis.gateway.refusal;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.time.Instant;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DoorPageTest {
    private static final CorrelationId ID = new CorrelationId("0b2f0f3e-3f0a-4a53-9f5c-2f6d5a8c1e11");
    private static final Instant AT = Instant.parse("2026-11-22T09:30:15Z");

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    @Shows("A1.3")
    void everyCodeHasItsPageInBothLanguages(ErrorCode code) {
        for (Locale language : new Locale[] {Locale.FRENCH, Locale.ENGLISH}) {
            String page = DoorPage.refusal(
                    code,
                    "portal.acr",
                    "",
                    false,
                    ID,
                    AT,
                    language,
                    "01 99 00 39 75",
                    "https://nomades.example",
                    false);
            assertTrue(page.contains("<html lang=\"" + language.getLanguage() + "\">"));
            assertTrue(page.contains("<code>" + code.code() + "</code>"));
            assertTrue(page.contains(ID.value()));
            assertTrue(page.contains("<code>portal.acr</code>"), "the rule");
            assertTrue(page.contains("<p>" + escaped(code.cure(language)) + "</p>"), "the cure");
            assertTrue(page.contains("10:30:15"), "the time in Paris");
            assertTrue(page.contains("tel:0199003975"));
            assertTrue(page.contains("https://nomades.example/nomades/sos?code"), "the way to support");
            assertFalse(withoutOurs(page).contains("<script"));
            assertFalse(page.contains("style="));
            assertFalse(page.contains("{{"));
        }
    }

    /** The page without the script that copies what it says. */
    private static String withoutOurs(String page) {
        return page.replace("<script src=\"/nomades/assets/copy.js\" defer></script>", "");
    }

    @Test
    void whatAStrangerTypedIsText() {
        String page = DoorPage.refusal(
                ErrorCode.BRW_UNLISTED,
                "<rule>",
                "<script>alert('x')</script>\"&",
                true,
                ID,
                AT,
                Locale.FRENCH,
                "\"><b>",
                "",
                false);
        assertFalse(withoutOurs(page).contains("<script"));
        assertFalse(page.contains("<b>"));
        assertTrue(page.contains("&lt;script&gt;"));
    }

    @Test
    void aFormThatCanGoLaterIsNotLost() {
        String again = "reload this page";
        for (ErrorCode code : ErrorCode.values()) {
            boolean later = (code.status() == 401 && code != ErrorCode.SES_BLOCKED) || code.status() >= 500;
            assertEquals(
                    later,
                    DoorPage.refusal(
                                    code,
                                    "portal.acr",
                                    "",
                                    true,
                                    ID,
                                    AT,
                                    Locale.ENGLISH,
                                    "01 99 00 39 75",
                                    "https://nomades.example",
                                    false)
                            .contains(again),
                    code.code());
            assertFalse(DoorPage.refusal(
                            code,
                            "portal.acr",
                            "",
                            false,
                            ID,
                            AT,
                            Locale.ENGLISH,
                            "01 99 00 39 75",
                            "https://nomades.example",
                            false)
                    .contains(again));
        }
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        assertEquals(keys(Locale.FRENCH), keys(Locale.ENGLISH));
    }

    @Test
    void theLoggedOutPageLeadsBack() {
        String page = DoorPage.loggedOut(false, Locale.ENGLISH, "01 99 00 39 75");
        assertTrue(page.contains("You are signed out"));
        assertTrue(page.contains("href=\"/intraparis/\""));
        assertFalse(page.contains("NOM-"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static TreeSet<String> keys(Locale language) {
        return new TreeSet<>(ResourceBundle.getBundle("fr.intraparis.gateway.refusal.texts", language)
                .keySet());
    }
}
