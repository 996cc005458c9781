package fr.intraparis.it.check;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/** axe on the page as it stands: WCAG 2.0 to 2.2, levels A and AA. */
public final class Axe {
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private Axe() {}

    /** The violations, one line each; empty when all is well. */
    public static List<String> violations(Page page) {
        return new AxeBuilder(page)
                .withTags(RULES).analyze().getViolations().stream()
                        .map(rule -> rule.getId() + " (" + rule.getImpact() + "): "
                                + rule.getNodes().get(0).getHtml())
                        .toList();
    }
}
