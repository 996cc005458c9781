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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Shows("M9")
class CodedErrorTest {

    @ParameterizedTest
    @EnumSource(CodedError.class)
    void thePageSaysWhatTheListOfCodesSays(CodedError error) throws IOException {
        ErrorCode listed = listed(error.code());
        assertEquals(listed.status(), error.status());
        for (Locale language : new Locale[] {Locale.FRENCH, Locale.ENGLISH}) {
            Properties theme = messages(language);
            assertEquals(listed.title(language), said(theme, error.code()));
            assertEquals(listed.cure(language), said(theme, error.code() + ".cure"));
        }
    }

    /** A wrong password and an account that waits get the same answer: the list of codes' sentences and the code. */
    @ParameterizedTest
    @CsvSource({
        "NOM-SES-010, invalidUserMessage",
        "NOM-SES-010, accountTemporarilyDisabledMessage",
        "NOM-SES-010, accountPermanentlyDisabledMessage",
        "NOM-SES-010, accountDisabledMessage",
        "NOM-MFA-006, invalidTotpMessage",
        "NOM-MFA-006, accountTemporarilyDisabledMessageTotp",
        "NOM-MFA-006, accountPermanentlyDisabledMessageTotp",
    })
    void aFailedStepSaysItsCode(String code, String message) throws IOException {
        ErrorCode listed = listed(code);
        for (Locale language : new Locale[] {Locale.FRENCH, Locale.ENGLISH}) {
            assertEquals(
                    listed.title(language) + " " + listed.cure(language) + " (" + code + ")",
                    said(messages(language), message));
        }
    }

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        assertEquals(
                messages(Locale.FRENCH).stringPropertyNames(),
                messages(Locale.ENGLISH).stringPropertyNames());
    }

    private static ErrorCode listed(String code) {
        return Arrays.stream(ErrorCode.values())
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(code + " is not in ErrorCode"));
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
