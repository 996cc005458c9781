package fr.intraparis.stack.part;

import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class TemplateTest {
    private static final Template LETTER = new Template("letter", "{\"to\": \"${who}\", \"from\": \"${me}\"}");

    @Test
    void namesEachPlaceholderThatHasNoValue() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> LETTER.render(Map.of("else", "x")));
        assertEquals("No value for [me, who] in letter", refused.getMessage());
    }

    @Test
    void keepsAValueInsideItsJsonString() {
        assertEquals(
                "{\"to\": \"{\\\"keys\\\":[]}\", \"from\": \"a\\\\b$1\"}",
                LETTER.renderJson(Map.of("who", "{\"keys\":[]}", "me", "a\\b$1")));
    }
}
