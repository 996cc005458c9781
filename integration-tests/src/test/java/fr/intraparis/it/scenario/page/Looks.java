package fr.intraparis.it.scenario.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Axe;
import fr.intraparis.it.suite.Screen;
import fr.intraparis.it.suite.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Looks at pages as everybody may see them: both widths, light and dark, on one load. With {@code -Dpictures} each look
 * leaves a picture in {@code target/looks}.
 */
final class Looks {
    private static final String STYLED = "[...document.querySelectorAll('link[rel=stylesheet]')].every(l => l.sheet)";

    private final List<String> faults = new ArrayList<>();
    private final Set<String> seen = new TreeSet<>();
    private int count;

    /** The page that stands there, which speaks that language. */
    void at(Agent agent, Locale language) {
        Page page = agent.page();
        assertThat(page.locator("html")).hasAttribute("lang", language.getLanguage());
        assertThat(page.locator("main h1").first()).isVisible();
        // Its style too: without it, axe tells of links that are too small and not of what went wrong.
        page.waitForLoadState();
        if (!Boolean.TRUE.equals(page.evaluate(STYLED))) {
            faults.add(page.url() + " came without its style");
        }
        Set<String> drawn = PageSources.of(page);
        drawn.forEach(name -> seen.add(name + ", " + language.getLanguage()));
        for (Screen screen : Screen.values()) {
            page.setViewportSize(screen.width(), screen.height());
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                // Without motion, or a colour is measured on its way from one scheme to the other.
                page.emulateMedia(
                        new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
                look(page, drawn + ", " + language + ", " + screen + ", " + scheme, scheme == ColorScheme.DARK);
            }
        }
        agent.did("shows " + drawn + " in " + language);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(Screen.DESK.width(), Screen.DESK.height());
    }

    /** The same, and again in the other language, by the page's own link; then back. */
    void inBothLanguages(Agent agent) {
        Page page = agent.page();
        for (int i = 0; i < 2; i++) {
            at(agent, Locale.forLanguageTag(page.locator("html").getAttribute("lang")));
            Locator other = page.locator("a[hreflang]");
            String language = other.getAttribute("hreflang");
            other.click();
            assertThat(page.locator("html")).hasAttribute("lang", language);
        }
    }

    /** What is no colour is the same in the dark. */
    private void look(Page page, String name, boolean coloursOnly) {
        count++;
        for (String violation : coloursOnly ? Axe.colourViolations(page) : Axe.violations(page)) {
            faults.add(name + ": " + violation);
        }
        Object overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (((Number) overflow).intValue() > 0) {
            faults.add(name + " scrolls sideways");
        }
        if (System.getProperty("pictures") != null) {
            Path picture = Stage.TARGET.resolve("looks/" + String.format(Locale.ROOT, "%03d ", count)
                    + name.replaceAll("[^A-Za-z0-9]+", "-") + ".png");
            page.screenshot(new Page.ScreenshotOptions().setPath(picture).setFullPage(true));
        }
    }

    /** What is wrong, with the page and the look in which it is. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** What the sources can draw and nobody has looked at, for each language. */
    Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        for (String page : PageSources.all()) {
            missing.add(page + ", fr");
            missing.add(page + ", en");
        }
        missing.removeAll(seen);
        return missing;
    }

    int pages() {
        return seen.size() / 2;
    }

    int count() {
        return count;
    }
}
