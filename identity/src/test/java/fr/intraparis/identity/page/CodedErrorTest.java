package fr.intraparis.identity.page;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Shows("M9")
class CodedErrorTest {

    @ParameterizedTest
    @EnumSource(CodedError.class)
    void thePageSaysWhatTheListOfCodesSays(CodedError error) throws IOException {
        ErrorCode listed = Arrays.stream(ErrorCode.values())
                .filter(code -> code.code().equals(error.code()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(error.code() + " is not in ErrorCode"));
        assertEquals(listed.status(), error.status());
        for (Locale language : new Locale[] {Locale.FRENCH, Locale.ENGLISH}) {
            Properties theme = messages(language);
            assertEquals(listed.title(language), said(theme, error.code()));
            assertEquals(listed.cure(language), said(theme, error.code() + ".cure"));
        }
    }

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        assertEquals(
                messages(Locale.FRENCH).stringPropertyNames(),
                messages(Locale.ENGLISH).stringPropertyNames());
    }

    /** As Keycloak's pages print it: an apostrophe that is not doubled would vanish. */
    private static String said(Properties theme, String key) {
        return new MessageFormat(theme.getProperty(key, ""), Locale.ROOT).format(new Object[0]);
    }

    private static Properties messages(Locale language) throws IOException {
        String name = "/theme/nomades/login/messages/messages_" + language.getLanguage() + ".properties";
        try (var in = new InputStreamReader(
                Objects.requireNonNull(CodedErrorTest.class.getResourceAsStream(name)), StandardCharsets.UTF_8)) {
            var messages = new Properties();
            messages.load(in);
            return messages;
        }
    }
}
