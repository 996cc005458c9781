package fr.intraparis.kernel;

import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

@Shows("M9")
class ErrorCodeTest {
    private static final Pattern FORM =
            Pattern.compile("NOM-(NET|BRW|CRT|CLK|DEV|MFA|PRV|SES|IDP|REL|CHA|HRS|PAY|MAI|DLP|PHI|FRM|SUP|SYS)-\\d{3}");
    private static final Path DOCUMENT = Path.of("..", "docs", "error-codes.md");

    @ParameterizedTest
    @EnumSource
    void eachCodeSpeaksBothLanguages(ErrorCode code) {
        assertTrue(FORM.matcher(code.code()).matches(), code.code());
        assertTrue(code.name().startsWith(code.area() + "_"), code.name());
        assertTrue(code.status() >= 400 && code.status() < 600);
        for (Locale locale : Set.of(Locale.FRENCH, Locale.ENGLISH)) {
            assertTrue(code.title(locale).endsWith("."), code.code());
            assertTrue(code.cure(locale).endsWith("."), code.code());
        }
        assertNotEquals(code.title(Locale.FRENCH), code.title(Locale.ENGLISH));
        assertNotEquals(code.cure(Locale.FRENCH), code.cure(Locale.ENGLISH));
    }

    @Test
    void noCodeIsUsedTwice() {
        assertEquals(
                ErrorCode.values().length,
                Arrays.stream(ErrorCode.values())
                        .map(ErrorCode::code)
                        .distinct()
                        .count());
    }

    /** The document is the list, printed. To renew it: delete the file and run this test. */
    @Test
    void theDocumentIsTheList() throws IOException {
        String printed =
                "# Error codes\n\nThe closed list of `ErrorCode` (kernel), printed: a test compares the two. Every"
                        + " refusal shows its code, the time and the correlation id, which is also in the logs.\n\n"
                        + "| Code | HTTP | What happened | What to do | Who |\n|---|---|---|---|---|\n"
                        + Arrays.stream(ErrorCode.values())
                                .sorted((a, b) -> a.code().compareTo(b.code()))
                                .map(ErrorCodeTest::row)
                                .collect(Collectors.joining());
        if (!Files.exists(DOCUMENT)) {
            Files.writeString(DOCUMENT, printed);
            fail("docs/error-codes.md was missing and is written anew: commit it");
        }
        assertEquals(printed, Files.readString(DOCUMENT), "docs/error-codes.md is not ErrorCode: delete it, run again");
    }

    @Test
    void aProblemSurvivesItsJourney() {
        Problem sent = Problem.of(
                ErrorCode.HRS_OVERLAP,
                "du 3 au 7 \"août\"",
                CorrelationId.fresh(),
                Instant.parse("2026-11-22T10:15:30Z"),
                Locale.FRENCH);
        assertEquals(Optional.of(sent), Problem.parse(sent.toJson()));
        assertEquals(Optional.empty(), Problem.parse("<html>"));
        assertEquals(Optional.empty(), Problem.parse("{\"code\":\"NOM-XXX-999\"}"));
    }

    private static String row(ErrorCode code) {
        return "| `" + code.code() + "` | " + code.status() + " | " + code.title(Locale.FRENCH) + "<br>"
                + code.title(Locale.ENGLISH) + " | " + code.cure(Locale.FRENCH) + "<br>" + code.cure(Locale.ENGLISH)
                + " | " + code.who().in(Locale.FRENCH) + "<br>" + code.who().in(Locale.ENGLISH) + " |\n";
    }
}
