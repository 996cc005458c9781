package fr.intraparis.gateway.rootcertificate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BootstrapPageTest {
    @Test
    void thePageTellsTheFingerprintTheDoorAndTheTelephone() throws IOException {
        for (Locale language : new Locale[] {Locale.FRENCH, Locale.ENGLISH}) {
            String page = BootstrapPage.text(certificate(), language, "https://nomades.paris.fr", "01 99 00 39 75");
            assertTrue(page.contains(
                    "3E 7C 7B F2 3E A6 3D 2D D7 05 62 98 ED 58 F3 7A A6 6F 94 1E AC 66 08 21 5B BE 51 63 9D F9 CB 84"));
            assertTrue(page.contains("href=\"https://nomades.paris.fr/\""));
            assertTrue(page.contains("tel:0199003975"));
            assertTrue(page.contains("lang=\"" + language.getLanguage() + "\""));
            assertFalse(page.contains("<script"));
        }
    }

    @Test
    void whatIsNoCertificateIsNotOffered() {
        assertThrows(
                IOException.class, () -> BootstrapPage.text(new byte[] {1, 2, 3}, Locale.FRENCH, "https://x", "1"));
    }

    private static byte[] certificate() throws IOException {
        try (InputStream file = BootstrapPageTest.class.getResourceAsStream("ca.crt")) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }
}
