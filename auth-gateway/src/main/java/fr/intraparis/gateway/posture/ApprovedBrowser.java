package fr.intraparis.gateway.posture;

import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.reference.BrowserCatalogue;
import fr.intraparis.gateway.reference.BrowserCatalogue.Approved;
import fr.intraparis.kernel.ErrorCode;
import java.util.Optional;
import java.util.function.Function;

/**
 * The browser is on the approved list and at most two major versions behind. Versions are counted by their place in the
 * list of releases, never subtracted: Safari went from 18 to 26. One that is newer than our catalogue is fit: browsers
 * update themselves sooner than we do. The oldest one that still passes is told so: the next release shuts it out.
 */
final class ApprovedBrowser implements Function<Visit, Finding> {
    /** How many major versions behind the current one are still fit. */
    static final int BEHIND = 2;

    @Override
    public Finding apply(Visit visit) {
        return judge(visit.browser(), visit.reference().browsers());
    }

    static Finding judge(Browser browser, BrowserCatalogue catalogue) {
        if (browser.family().isEmpty() || browser.major() <= 0) {
            return new Finding(ErrorCode.BRW_UNKNOWN, Verdict.UNKNOWN, "");
        }
        String seen = browser.family() + " " + browser.major();
        Optional<Approved> listed = catalogue.find(browser.family(), browser.system());
        if (listed.isEmpty()) {
            return new Finding(ErrorCode.BRW_UNLISTED, Verdict.UNFIT, seen);
        }
        Approved approved = listed.get();
        if (browser.major() >= approved.oldest(BEHIND - 1)
                || approved.extendedSupport().contains(browser.major())) {
            return new Finding(ErrorCode.BRW_TOO_OLD, Verdict.FIT, seen);
        }
        if (browser.major() >= approved.oldest(BEHIND)) {
            return new Finding(ErrorCode.BRW_AGEING, Verdict.ADVICE, seen);
        }
        return new Finding(ErrorCode.BRW_TOO_OLD, Verdict.UNFIT, seen + " (≥ " + approved.oldest(BEHIND) + ")");
    }
}
