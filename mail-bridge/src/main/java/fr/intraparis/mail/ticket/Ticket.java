package fr.intraparis.mail.ticket;

import fr.intraparis.kernel.contract.mail.AnswerCode;
import fr.intraparis.kernel.contract.mail.TicketView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code ticket}, with the rules that need nothing else.
 *
 * @param wrong how many wrong codes since {@code wrongSince}
 */
record Ticket(
        UUID id,
        TicketView view,
        String secretHash,
        byte[] requestHash,
        int wrong,
        @Nullable Instant wrongSince) {
    /** So many wrong codes lock a ticket for a while. */
    static final int MOST_WRONG = 10;

    static final Duration LOCKED = Duration.ofMinutes(15);
    /** Areas of which the door can see that the cause is gone. */
    private static final List<String> CURABLE = List.of("BRW", "NET", "CRT", "CLK");

    /** Whether it is the code of this ticket; takes as long for any other. */
    boolean opensWith(AnswerCode code) {
        return MessageDigest.isEqual(
                secretHash.getBytes(StandardCharsets.US_ASCII), code.hash().getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether wrong codes are counted together with those before. */
    boolean counts(Instant now) {
        return wrongSince != null && wrongSince.plus(LOCKED).isAfter(now);
    }

    boolean locked(Instant now) {
        return wrong >= MOST_WRONG && counts(now);
    }

    /** Whether a visit with nothing wrong in these areas shows that the cause is gone. */
    boolean healedBy(List<String> healthy) {
        if (view.state().equals("CLOSED") || view.code().length() < 7) {
            return false;
        }
        String area = view.code().substring(4, 7);
        return CURABLE.contains(area) && healthy.contains(area);
    }
}
