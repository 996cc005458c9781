package fr.intraparis.kernel.http;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en-GB,en;q=0.9|en",
                "de,en;q=0.3,fr;q=0.5|fr",
                "fr-CA|fr",
                "en;q=0,de|fr",
                "es|fr",
                "*|fr",
            })
    void theFirstOfTheTwoThatTheReaderWants(String wanted, String language) {
        assertEquals(Locale.forLanguageTag(language), Language.of(saying(wanted)));
    }

    /** Whatever a stranger sends, the page comes. */
    @ParameterizedTest
    @ValueSource(strings = {"-", "", "en_GB", "en;q=x", ";;;", "é", "en;q=2"})
    void whatIsGarbledIsFrench(String wanted) {
        assertEquals(Locale.FRENCH, Language.of(saying(wanted)));
    }

    @Test
    void whoSaysNothingOrFarTooMuchReadsFrench() {
        assertEquals(Locale.FRENCH, Language.of(saying(null)));
        assertEquals(Locale.FRENCH, Language.of(saying("en," + "x-a,".repeat(2_000))));
    }

    private static HttpServletRequest saying(@Nullable String wanted) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                LanguageTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> wanted;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
