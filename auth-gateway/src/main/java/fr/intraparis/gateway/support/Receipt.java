package fr.intraparis.gateway.support;

import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.posture.Finding;
import fr.intraparis.gateway.posture.NomadesPosture;
import fr.intraparis.gateway.posture.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the door saw of a visit: pure. No address, no cookie, no path, nothing that names anybody. */
final class Receipt {
    /** The lines, in the order in which they are shown. Only the browser can tell its clock: by script, else empty. */
    static final List<String> NAMES = List.of("time", "zone", "browser", "browser-verdict", "network-verdict", "clock");

    /** What the diagnosis report may be told as, if the person brings one. */
    static final String REPORT = "diagnosis";

    /** What the address may be told as, if the person adds it. */
    static final String ADDRESS = "address";

    private static final Set<Verdict> WELL = Set.of(Verdict.FIT, Verdict.ADVICE);

    private Receipt() {}

    static Map<String, String> of(Visit visit) {
        Map<String, String> facts = new LinkedHashMap<>();
        List<Finding> findings = NomadesPosture.findings(visit);
        facts.put("time", visit.at().toString());
        facts.put("zone", visit.zone().name());
        facts.put(
                "browser",
                (visit.browser().family() + " " + visit.browser().major() + " "
                                + visit.browser().system())
                        .strip());
        facts.put("browser-verdict", verdicts(findings, "BRW"));
        facts.put("network-verdict", verdicts(findings, "NET"));
        facts.put("clock", "");
        return facts;
    }

    /** Areas of codes of which nothing is wrong with this visit; of what could not be judged nothing is said. */
    static List<String> healthy(List<Finding> findings) {
        Set<String> judged = new TreeSet<>();
        Set<String> sick = new TreeSet<>();
        for (Finding finding : findings) {
            judged.add(finding.code().area());
            if (!WELL.contains(finding.verdict())) {
                sick.add(finding.code().area());
            }
        }
        judged.removeAll(sick);
        return List.copyOf(judged);
    }

    /** The evidence of the network holds the address: the verdict alone is told. */
    private static String verdicts(List<Finding> findings, String area) {
        List<String> told = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.code().area().equals(area)) {
                told.add(
                        finding.verdict() == Verdict.FIT
                                ? "FIT"
                                : finding.verdict() + " " + finding.code().code());
            }
        }
        return String.join(", ", told);
    }
}
