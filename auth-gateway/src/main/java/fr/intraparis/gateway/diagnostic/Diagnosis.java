package fr.intraparis.gateway.diagnostic;

import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.Visit.Zone;
import fr.intraparis.gateway.diagnostic.Facts.Neighbour;
import fr.intraparis.gateway.diagnostic.Result.State;
import fr.intraparis.gateway.posture.Finding;
import fr.intraparis.gateway.posture.NomadesPosture;
import fr.intraparis.gateway.posture.Verdict;
import fr.intraparis.kernel.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is looked at before a journey, in the order of the page. What {@link NomadesPosture} asks of a workstation is its
 * to judge; the page tells its findings.
 */
final class Diagnosis {
    /** One line of the list: a pure function from the facts. */
    record Check(String id, Function<Facts, Result> judge) {}

    /** A check and what it found. */
    record Line(String id, Result result) {}

    /** The list. */
    static final List<Check> CHECKS = List.of(
            new Check("browser", facts -> browser(facts.visit())), // listed at all
            new Check("version", facts -> version(facts.visit())), // at most two majors behind
            new Check("storage", facts -> storage(facts.measured())), // cookies, local storage, database
            new Check("root", facts -> Result.good("", "root.seen")), // who reads this has got through TLS
            new Check("interception", facts -> posture(NomadesPosture.PROXY, facts.visit())),
            new Check("clock", Diagnosis::clock),
            new Check("network", facts -> posture(NomadesPosture.NETWORK, facts.visit())), // VPN, hosting, relay
            new Check("zone", facts -> zone(facts.visit())),
            new Check("webauthn", facts -> webAuthn(facts.measured())),
            new Check("rehearsal", facts -> Result.unmeasured("rehearsal.none")), // nothing is enrolled here yet
            new Check("device", facts -> Result.unmeasured("device.none")), // nor registered
            new Check("services", facts -> services(facts.neighbours())));

    /** What can be said of the version of a browser that is listed. */
    private static final Set<ErrorCode> VERSIONS = Set.of(ErrorCode.BRW_TOO_OLD, ErrorCode.BRW_AGEING);

    private Diagnosis() {}

    /** Every check always runs. */
    static List<Line> of(Facts facts) {
        return CHECKS.stream()
                .map(check -> new Line(check.id(), check.judge().apply(facts)))
                .toList();
    }

    private static Result browser(Visit visit) {
        Finding finding = NomadesPosture.BROWSER.judge().apply(visit);
        if (VERSIONS.contains(finding.code())) {
            Finding said = NomadesPosture.CONSISTENT.judge().apply(visit);
            return said.verdict() == Verdict.FIT
                    ? Result.good(visit.browser().family(), "")
                    : told(NomadesPosture.CONSISTENT, said);
        }
        return told(NomadesPosture.BROWSER, finding);
    }

    private static Result version(Visit visit) {
        Finding finding = NomadesPosture.BROWSER.judge().apply(visit);
        if (!VERSIONS.contains(finding.code())) {
            return Result.unmeasured("version.none");
        }
        return told(NomadesPosture.BROWSER, finding);
    }

    private static Result posture(NomadesPosture.Rule rule, Visit visit) {
        return told(rule, rule.judge().apply(visit));
    }

    private static Result told(NomadesPosture.Rule rule, Finding finding) {
        if (finding.verdict() == Verdict.FIT) {
            return Result.good(finding.evidence(), "");
        }
        State state = rule.blocks(finding) ? State.FAULT : State.ADVICE;
        return new Result(state, finding.code(), finding.evidence(), "");
    }

    private static Result storage(Measured measured) {
        Boolean cookies = measured.cookies();
        Boolean storage = measured.storage();
        if (Boolean.FALSE.equals(cookies)) {
            return Result.fault(
                    ErrorCode.BRW_STORAGE,
                    "",
                    Boolean.FALSE.equals(storage) ? "storage.neither" : "storage.no-cookies");
        }
        if (Boolean.FALSE.equals(storage)) {
            return Result.fault(ErrorCode.BRW_STORAGE, "", "storage.no-storage");
        }
        return cookies == null || storage == null ? Result.unmeasured("needs-script") : Result.good("", "storage.both");
    }

    private static Result clock(Facts facts) {
        Duration offset = facts.measured().clockOffset();
        if (offset == null) {
            return Result.unmeasured("needs-script");
        }
        String note = offset.isNegative() ? "clock.behind" : "clock.ahead";
        return offset.abs().compareTo(facts.maxClockOffset()) > 0
                ? Result.fault(ErrorCode.CLK_WRONG, spoken(offset), note)
                : Result.good(spoken(offset), note);
    }

    /** Such as {@code +3 min 12 s}; of a clock that is years wrong, days and hours are enough. */
    static String spoken(Duration offset) {
        Duration size = offset.abs().plusMillis(500);
        String text;
        if (size.toDays() > 0) {
            text = size.toDays() + " d " + size.toHoursPart() + " h";
        } else if (size.toHours() > 0) {
            text = size.toHours() + " h " + size.toMinutesPart() + " min";
        } else if (size.toMinutes() > 0) {
            text = size.toMinutes() + " min " + size.toSecondsPart() + " s";
        } else {
            text = size.toSeconds() + " s";
        }
        return (offset.isNegative() ? "−" : "+") + text;
    }

    /** Both zones are good; that nobody can say which one it is comes of a list that is missing. */
    private static Result zone(Visit visit) {
        if (!visit.reference().municipal().known()) {
            return Result.unmeasured("zone.unknown");
        }
        return Result.good("", visit.zone() == Zone.MUNICIPAL ? "zone.municipal" : "zone.outside");
    }

    private static Result webAuthn(Measured measured) {
        Boolean there = measured.webAuthn();
        if (there == null) {
            return Result.unmeasured("needs-script");
        }
        return there ? Result.good("", "webauthn.there") : Result.fault(ErrorCode.BRW_WEBAUTHN, "", "");
    }

    /** The first trouble gives the code, for nothing works without Keycloak, which is asked first; all are named. */
    private static Result services(List<Neighbour> neighbours) {
        if (neighbours.isEmpty()) {
            return Result.unmeasured("services.unasked");
        }
        List<Neighbour> troubled = neighbours.stream()
                .filter(neighbour -> neighbour.trouble() != null)
                .toList();
        if (troubled.isEmpty()) {
            return Result.good(neighbours.stream().map(Neighbour::name).collect(Collectors.joining(", ")), "");
        }
        return Result.fault(
                Objects.requireNonNull(troubled.get(0).trouble()),
                troubled.stream()
                        .map(neighbour -> neighbour.name() + " "
                                + Objects.requireNonNull(neighbour.trouble()).code())
                        .collect(Collectors.joining(", ")),
                "");
    }
}
