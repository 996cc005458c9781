package fr.intraparis.kernel;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CharactersTest {
    private static final String CLASS = "[A-Za-z0-9._~-]";

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b-c_d~9", "a b", "é", "a\n", "\0", "\uff0e", "a\u2028", "a%2e"})
    void saysWhatTheRegularExpressionSays(String text) {
        assertEquals(Pattern.matches(CLASS + "*", text), Characters.of(CLASS).all(text));
    }

    @Test
    void anyFindsOneAmongOthers() {
        Characters control = Characters.of("[\\x00-\\x1f\\x7f]");
        assertTrue(control.any("a\rb"));
        assertTrue(control.any("\u007f"));
        assertFalse(control.any("a b é \u0080"));
        assertFalse(control.any(""));
    }
}
