package fr.intraparis.it.suite;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import fr.intraparis.kernel.ErrorCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Every refusal that a browser of this run has met: of each code one picture ({@code target/refusals/}), and what its
 * page lacked of what a refusal owes.
 */
public final class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class.getName());
    private static final double PICTURE_DEADLINE = 5_000;

    /**
     * What the page in front says of failures, each as code, and what is lacking beside it. A page that refuses owes
     * code, time, number, a button that copies them, and a link to support that holds code and number. A form that
     * comes back, or a part of a page that is missing, owes code, time and number. The checks of the diagnosis and of
     * the root certificate say a code each and are no refusal.
     */
    private static final String SAID = """
            () => {
              const code = /NOM-[A-Z]{3}-\\d{3}/, number = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
              const hour = /\\d{1,2}:\\d{2}/, said = [];
              const tell = (element, more) => {
                // Where a cure names another code as an example, its own stands apart.
                const own = [...element.querySelectorAll('code')].map(one => one.textContent.match(code)).find(one => one);
                const text = element.innerText, found = own ?? text.match(code);
                if (!found || !element.getClientRects().length) { return; }
                const id = text.match(number), lacks = [];
                if (!hour.test(text)) { lacks.push('time'); }
                if (!id) { lacks.push('number'); }
                said.push([found[0], lacks.concat(more(found[0], id ? id[0] : '?')).join(', ')]);
              };
              const facts = document.querySelector('main dl.facts');
              const copy = document.querySelector('main button[data-copy]');
              if (facts && copy) {
                tell(facts, (code, id) => {
                  const sos = document.querySelector('main a#sos'), lacks = [];
                  if (copy.hidden) { lacks.push('copy button'); }
                  if (!sos || !sos.href.includes('code=' + code) || !sos.href.includes('correlation=' + id)) {
                    lacks.push('way to support');
                  }
                  return lacks;
                });
              }
              document.querySelectorAll('main .notice-problem, main #error-summary').forEach(
                notice => tell(notice, () => []));
              document.querySelectorAll('#checks > li[data-code], #check-clock, #check-untrusted').forEach(check => {
                const found = (check.dataset.code ?? check.innerText).match(code);
                if (found && check.getClientRects().length) { said.push([found[0], '']); }
              });
              return said;
            }""";

    private static final Map<ErrorCode, String> MET = new EnumMap<>(ErrorCode.class);

    private Refusals() {}

    /** Looks whether the page in front refuses something. */
    public static void look(Page page) {
        try {
            for (Object one : (List<?>) page.evaluate(SAID)) {
                List<?> said = (List<?>) one;
                Arrays.stream(ErrorCode.values())
                        .filter(code -> code.code().equals(said.get(0)))
                        .forEach(code -> meet(page, code, String.valueOf(said.get(1))));
            }
        } catch (PlaywrightException gone) {
            LOG.log(Level.FINE, "No look at a page", gone);
        }
    }

    /** Kept is the best of what was met: without scripts there is no button, and a page may be looked at too early. */
    private static void meet(Page page, ErrorCode code, String lacks) {
        String before = MET.get(code);
        if (before == null || lacks.length() < before.length()) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(folder().resolve(code.code() + ".png"))
                    .setFullPage(true)
                    .setTimeout(PICTURE_DEADLINE));
            MET.put(code, lacks);
        }
    }

    /** Of each code that a browser met, what its page lacked; empty when nothing. */
    public static Map<ErrorCode, String> met() {
        return Map.copyOf(MET);
    }

    /** Where the pictures are. */
    public static Path folder() {
        return Stage.TARGET.resolve("refusals");
    }
}
