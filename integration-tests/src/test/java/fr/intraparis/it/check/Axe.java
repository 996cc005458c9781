package fr.intraparis.it.check;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** axe on the page as it stands: WCAG 2.0 to 2.2, levels A and AA. */
public final class Axe {
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final List<String> COLOURS = List.of("color-contrast", "link-in-text-block");
    private static final String SCRIPT = script();
    private static final String RUN = "async ([type, values]) => {"
            + " const found = await axe.run(document, {runOnly: {type, values}, resultTypes: ['violations']});"
            + " return found.violations.map(rule => rule.id + ' (' + rule.impact + '): ' + rule.nodes[0].html); }";

    private Axe() {}

    /**
     * The violations, one line each; empty when all is well. The script is put into a page once and not for every look,
     * as the library's own builder would: our pages have no frames, for which it does so.
     */
    public static List<String> violations(Page page) {
        return run(page, "tag", RULES);
    }

    /** Those of colour alone: of a page whose rest has been looked at in another colour scheme. */
    public static List<String> colourViolations(Page page) {
        return run(page, "rule", COLOURS);
    }

    private static List<String> run(Page page, String type, List<String> values) {
        if (!Boolean.TRUE.equals(page.evaluate("'axe' in window"))) {
            page.evaluate(SCRIPT);
        }
        return ((List<?>) page.evaluate(RUN, List.of(type, values)))
                .stream().map(String::valueOf).toList();
    }

    private static String script() {
        try (InputStream file = Objects.requireNonNull(AxeBuilder.class.getResourceAsStream("/axe.min.js"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
