package fr.intraparis.kernel.audit;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did, or was refused.
 *
 * @param actor agent number, service name, or {@code -} for a stranger
 * @param act one word of the field in lower case with dashes, such as {@code payslip-view}
 * @param object on what, such as {@code payslip:<id>}; {@code -} when on nothing in particular
 * @param code why it was refused or failed; null when done
 * @param details what an investigator needs besides; never a token, a code or the body of a message
 */
public record AuditEntry(
        String actor,
        String act,
        String object,
        Outcome outcome,
        @Nullable ErrorCode code,
        CorrelationId correlationId,
        Map<String, String> details) {

    /** How it ended. */
    public enum Outcome {
        /** It was done. */
        DONE,
        /** A rule forbade it. */
        REFUSED,
        /** Something broke. */
        FAILED
    }

    /** Details are kept sorted, so that the same facts always give the same bytes. */
    public AuditEntry {
        details = new TreeMap<>(details);
    }

    /** Something was done. */
    public static AuditEntry done(
            String actor, String act, String object, CorrelationId correlationId, Map<String, String> details) {
        return new AuditEntry(actor, act, object, Outcome.DONE, null, correlationId, details);
    }

    /** Something was refused. */
    public static AuditEntry refused(
            String actor,
            String act,
            String object,
            ErrorCode code,
            CorrelationId correlationId,
            Map<String, String> details) {
        return new AuditEntry(actor, act, object, Outcome.REFUSED, code, correlationId, details);
    }
}
