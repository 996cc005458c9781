package fr.intraparis.gateway.posture;

import fr.intraparis.gateway.Visit;
import fr.intraparis.kernel.ErrorCode;
import java.util.function.Function;

/**
 * Nothing stands between the workstation and the door (S69). Over TLS nobody can add a header on the way without opening
 * the connection, so one that only proxies write shows that somebody does, or that somebody pretends.
 */
final class NoProxy implements Function<Visit, Finding> {
    @Override
    public Finding apply(Visit visit) {
        return visit.proxyMarks().isEmpty()
                ? new Finding(ErrorCode.NET_PROXY, Verdict.FIT, "")
                : new Finding(ErrorCode.NET_PROXY, Verdict.UNFIT, String.join(", ", visit.proxyMarks()));
    }
}
