package fr.intraparis.gateway.posture;

import fr.intraparis.gateway.Visit;
import fr.intraparis.kernel.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is asked of a workstation, in the order an agent meets it. */
public final class NomadesPosture {
    /**
     * One line of the list.
     *
     * @param id what pages, the audit and {@code explain} call it by: it never changes
     * @param unknownBlocks whether a workstation that the rule can't judge stays outside
     */
    public record Rule(String id, String name, boolean unknownBlocks, Function<Visit, Finding> judge) {
        /** Whether that finding of this rule keeps a workstation out. */
        public boolean blocks(Finding finding) {
            return finding.verdict() == Verdict.UNFIT || (unknownBlocks && finding.verdict() == Verdict.UNKNOWN);
        }
    }

    /** What keeps a visit out, and by which rule of the list. */
    public record Stop(String rule, Finding finding) {}

    /** An approved browser, up to date. */
    public static final Rule BROWSER =
            new Rule("browser", "approved browser (navigateur approuvé)", true, new ApprovedBrowser());

    /** No VPN of a third party, no hosting centre. */
    public static final Rule NETWORK =
            new Rule("network", "no third-party VPN (pas de VPN tiers)", false, new NoThirdPartyVpn());

    /** Nothing on the way. */
    public static final Rule PROXY = new Rule("proxy", "no proxy (pas de mandataire)", false, new NoProxy());

    /** One story only: what calls itself by two names is told so, and written down at the login. */
    public static final Rule CONSISTENT = new Rule(
            "consistent",
            "consistent browser (navigateur cohérent)",
            false,
            visit -> visit.consistent()
                    ? new Finding(ErrorCode.BRW_INCONSISTENT, Verdict.FIT, "")
                    : new Finding(
                            ErrorCode.BRW_INCONSISTENT,
                            Verdict.ADVICE,
                            visit.browser().family() + " " + visit.browser().major()));

    /** The list. */
    public static final List<Rule> RULES = List.of(BROWSER, CONSISTENT, NETWORK, PROXY);

    private NomadesPosture() {}

    /** What every rule found, in the order of the list. */
    public static List<Finding> findings(Visit visit) {
        List<Finding> findings = new ArrayList<>(RULES.size());
        for (Rule rule : RULES) {
            findings.add(rule.judge().apply(visit));
        }
        return findings;
    }

    /** What the visitor may go on with, and should know (requirement A4: warned before the browser is shut out). */
    public static List<ErrorCode> advice(Visit visit) {
        List<ErrorCode> advice = new ArrayList<>();
        for (Finding finding : findings(visit)) {
            if (finding.verdict() == Verdict.ADVICE) {
                advice.add(finding.code());
            }
        }
        return advice;
    }

    /** The first rule that keeps this visit out, if any. */
    public static Optional<Stop> stop(Visit visit) {
        for (Rule rule : RULES) {
            Finding finding = rule.judge().apply(visit);
            if (rule.blocks(finding)) {
                return Optional.of(new Stop(rule.id(), finding));
            }
        }
        return Optional.empty();
    }

    /** What that rule found. */
    public static Optional<Finding> blocking(Visit visit) {
        return stop(visit).map(Stop::finding);
    }
}
