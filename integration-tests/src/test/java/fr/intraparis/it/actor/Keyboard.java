package fr.intraparis.it.actor;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * The hands of somebody who has no mouse. Wherever Tab stops, the focus must be seen, lie further on in the document
 * than the stop before, and let go at the next press.
 */
public final class Keyboard {
    /** A date field has stops for day, month, year and its calendar. */
    private static final int STOPS_IN_A_FIELD = 5;

    private static final int PATIENCE = 120;

    private static final String STOP = """
            target => {
              const here = document.activeElement, before = window.stopBefore;
              window.stopBefore = here;
              const style = getComputedStyle(here), box = here.getBoundingClientRect();
              return {
                name: (here.innerText || here.id || here.tagName).trim(),
                outside: here === document.body,
                reached: here === target,
                same: here === before,
                onward: !before || before === document.body || here === before || !before.isConnected
                    || Boolean(before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING),
                marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
                inSight: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
              };
            }""";

    private final Page page;

    public Keyboard(Page page) {
        this.page = page;
        // From the beginning, so that no file dialog opens before the browser knows that we answer it.
        page.onFileChooser(chooser -> {});
    }

    /** Presses Tab until that control has the focus, and looks at every stop on the way. */
    public Keyboard reaches(Locator control) {
        ElementHandle target = control.elementHandle();
        page.evaluate("window.stopBefore = document.activeElement");
        int stuck = 0;
        for (int i = 0; i < PATIENCE; i++) {
            page.keyboard().press("Tab");
            Map<?, ?> stop = (Map<?, ?>) page.evaluate(STOP, target);
            if (is(stop, "outside")) {
                continue; // past the last control, where a browser has its own
            }
            String where = "« " + stop.get("name") + " » on " + page.url();
            require(is(stop, "marked"), "the focus cannot be seen at " + where);
            require(is(stop, "inSight"), "the focus is out of sight at " + where);
            require(is(stop, "onward"), "the focus jumps back to " + where);
            stuck = is(stop, "same") ? stuck + 1 : 0;
            require(stuck < STOPS_IN_A_FIELD, "the keyboard is trapped in " + where);
            if (is(stop, "reached")) {
                return this;
            }
        }
        throw new AssertionError("The keyboard does not reach " + control + " on " + page.url());
    }

    /** Presses one key, such as Enter or Space. */
    public Keyboard presses(String key) {
        page.keyboard().press(key);
        return this;
    }

    /** Types into what has the focus. */
    public Keyboard types(String text) {
        page.keyboard().type(text);
        return this;
    }

    /** Types a date into its field, in the order of day and month that this browser has. */
    public Keyboard dates(Locator field, LocalDate date) {
        for (String order : List.of("ddMMyyyy", "MMddyyyy")) {
            reaches(field);
            types(DateTimeFormatter.ofPattern(order).format(date));
            if (field.inputValue().equals(date.toString())) {
                return this;
            }
            // Out of the field, backwards: the next try comes in at its first part.
            for (int i = 0; i < STOPS_IN_A_FIELD && Boolean.TRUE.equals(focused(field)); i++) {
                presses("Shift+Tab");
            }
        }
        throw new AssertionError("No order of day and month gives " + date + ": " + field.inputValue());
    }

    /** Opens the file dialog from the field that has the focus, and chooses. */
    public Keyboard attaches(String name, String content) {
        FileChooser chooser = page.waitForFileChooser(() -> presses("Space"));
        chooser.setFiles(new FilePayload(name, "text/plain", content.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Meets every control of the page, from the first to the last. */
    public Keyboard meetsEverything() {
        page.evaluate("() => { document.activeElement.blur(); const s = getSelection(); s.removeAllRanges();"
                + " const r = document.createRange(); r.setStart(document.body, 0); s.addRange(r); }");
        for (Locator control : page.locator(
                        "a[href], button:not([disabled]), input:not([type=hidden]), select, textarea")
                .all()) {
            if (control.isVisible()) {
                reaches(control);
            }
        }
        return this;
    }

    /** The control that the page gives the focus by itself. */
    public Keyboard startsAt(Locator control) {
        assertThat(control).isFocused();
        return this;
    }

    private static Object focused(Locator field) {
        return field.evaluate("e => e === document.activeElement");
    }

    private static boolean is(Map<?, ?> stop, String what) {
        return Boolean.TRUE.equals(stop.get(what));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
