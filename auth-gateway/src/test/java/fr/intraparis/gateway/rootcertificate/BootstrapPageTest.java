package fr.intraparis.gateway.rootcertificate;

import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BootstrapPageTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void thePageTellsTheFingerprintTheDoorAndTheTelephone() throws IOException {
        String agent = "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0";
        for (Locale language : new Locale[] {Locale.FRENCH, Locale.ENGLISH}) {
            String page = BootstrapPage.text(
                    certificate(), language, "https://nomades.paris.fr", "01 99 00 39 75", agent, NOW);
            assertTrue(page.contains(
                    "3E 7C 7B F2 3E A6 3D 2D D7 05 62 98 ED 58 F3 7A A6 6F 94 1E AC 66 08 21 5B BE 51 63 9D F9 CB 84"));
            assertTrue(page.contains("href=\"https://nomades.paris.fr/\""));
            assertTrue(page.contains("tel:0199003975"));
            assertTrue(page.contains("lang=\"" + language.getLanguage() + "\""));
            assertTrue(page.contains("<details id=\"linux\" open>"), "the likeliest procedure is unfolded");
            for (String guide : List.of("windows", "macos", "firefox", "ios", "android")) {
                assertTrue(page.contains("<details id=\"" + guide + "\">"), guide);
            }
            assertTrue(page.contains("SEC_ERROR_UNKNOWN_ISSUER") && page.contains("NOM-CRT-001"));
        }
    }

    /** As the reference implementation of BIP 39 (npm bip39 3.1.0) writes these 128 bits. */
    @Test
    @Shows("D2.2")
    void theTwelveWordsAreThoseOfTheNorm() throws IOException {
        assertEquals(
                "danseur succès vital hydromel fautif mascotte étendoir opale mélange fortune culminer usage",
                BootstrapPage.qrText(certificate()).lines().findFirst().orElseThrow());
    }

    @Test
    void whatIsNoCertificateIsNotOffered() {
        assertThrows(
                IOException.class,
                () -> BootstrapPage.text(new byte[] {1, 2, 3}, Locale.FRENCH, "https://x", "1", "", NOW));
    }

    private static byte[] certificate() throws IOException {
        try (InputStream file = BootstrapPageTest.class.getResourceAsStream("ca.crt")) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }
}
