package fr.intraparis.gateway.posture;

import fr.intraparis.gateway.Visit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is asked of a workstation, in the order an agent meets it. */
public final class NomadesPosture {
    /**
     * One line of the list.
     *
     * @param unknownBlocks whether a workstation that the rule can't judge stays outside
     */
    public record Rule(String name, boolean unknownBlocks, Function<Visit, Finding> judge) {
        /** Whether that finding of this rule keeps a workstation out. */
        public boolean blocks(Finding finding) {
            return finding.verdict() == Verdict.UNFIT || (unknownBlocks && finding.verdict() == Verdict.UNKNOWN);
        }
    }

    /** An approved browser, up to date. */
    public static final Rule BROWSER = new Rule("approved browser (navigateur approuvé)", true, new ApprovedBrowser());

    /** No VPN of a third party, no hosting centre. */
    public static final Rule NETWORK = new Rule("no third-party VPN (pas de VPN tiers)", false, new NoThirdPartyVpn());

    /** Nothing on the way. */
    public static final Rule PROXY = new Rule("no proxy (pas de mandataire)", false, new NoProxy());

    /** The list. */
    public static final List<Rule> RULES = List.of(BROWSER, NETWORK, PROXY);

    private NomadesPosture() {}

    /** What every rule found, in the order of the list. */
    public static List<Finding> findings(Visit visit) {
        return RULES.stream().map(rule -> rule.judge().apply(visit)).toList();
    }

    /** The first finding that keeps this visit out, if any. */
    public static Optional<Finding> blocking(Visit visit) {
        return RULES.stream()
                .flatMap(rule -> Optional.of(rule.judge().apply(visit)).filter(rule::blocks).stream())
                .findFirst();
    }
}
