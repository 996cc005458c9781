package fr.intraparis.portal.layout;

import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** The colour tokens, pair by pair, in both schemes: text reaches 4.5 to 1, the edge of a field 3 to 1. */
@Shows("M12")
class ContrastTest {
    private static final Pattern TOKEN = Pattern.compile("--([a-z-]+):\\s*#([0-9a-f]{6})");

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({
        "ink, paper, 4.5",
        "ink, surface, 4.5",
        "ink, bad-soft, 4.5",
        "ink, good-soft, 4.5",
        "ink, wait-soft, 4.5",
        "ink, quiet-soft, 4.5",
        "muted, paper, 4.5",
        "muted, surface, 4.5",
        "muted, quiet-soft, 4.5",
        "link, paper, 4.5",
        "link, surface, 4.5",
        "link, quiet-soft, 4.5",
        "brand-ink, brand, 4.5",
        "brand-soft, brand, 4.5",
        "good, good-soft, 4.5",
        "good, surface, 4.5",
        "wait, wait-soft, 4.5",
        "bad, bad-soft, 4.5",
        "bad, paper, 4.5",
        "official, official-soft, 4.5",
        "field-line, surface, 3",
        "field-line, paper, 3",
        "gold, brand, 3",
    })
    void canBeRead(String front, String back, double atLeast) throws IOException {
        String style = Files.readString(Path.of("src/main/webapp/assets/intraparis.css"));
        int dark = style.indexOf("@media (prefers-color-scheme: dark)");
        check("light", tokens(style.substring(0, dark)), front, back, atLeast);
        check("dark", tokens(style.substring(dark, style.indexOf("*, *::before"))), front, back, atLeast);
    }

    private static void check(String scheme, Map<String, Integer> tokens, String front, String back, double atLeast) {
        double one = luminance(tokens.getOrDefault(front, -1));
        double other = luminance(tokens.getOrDefault(back, -1));
        double contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        assertTrue(contrast >= atLeast, scheme + ": " + contrast);
    }

    private static Map<String, Integer> tokens(String style) {
        Map<String, Integer> tokens = new HashMap<>();
        Matcher matcher = TOKEN.matcher(style);
        while (matcher.find()) {
            tokens.put(matcher.group(1), Integer.valueOf(matcher.group(2), 16));
        }
        return tokens;
    }

    private static double luminance(int rgb) {
        assertTrue(rgb >= 0, "the token exists");
        return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
