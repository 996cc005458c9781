package fr.intraparis.mail.charter;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What outgoing mail must respect, in the order in which an agent is told. Every rule always runs; the first that is
 * broken is the one that is named.
 */
public final class CharterOfUse {
    private static final List<Function<Sending, Finding>> RULES = List.of(RecipientInsideTheCity::judge);

    private CharterOfUse() {}

    /** The finding that forbids the message; empty when it may leave. */
    public static Optional<Finding> refusal(Sending sending) {
        return RULES.stream()
                .map(rule -> rule.apply(sending))
                .filter(finding -> finding.code() != null)
                .findFirst();
    }
}
