package fr.intraparis.mail.trace;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One message that left, or is to leave, through the bridge.
 *
 * @param id what one says on the telephone
 * @param author agent number, or name of the service
 * @param sender the mailbox it leaves from
 * @param requestHash what makes a second hand-over the same message
 * @param at when it was taken, or when its state was settled
 */
@SuppressWarnings("ArrayRecordComponent") // the hash is compared by value where it matters, never through equals
public record Trace(
        UUID id,
        Kind kind,
        String messageId,
        String author,
        String sender,
        List<String> recipients,
        int size,
        int attachments,
        byte[] requestHash,
        State state,
        Instant at) {

    /** Whose message. */
    public enum Kind {
        /** An agent's. */
        AGENT,
        /** A service's, from the official mailbox. */
        OFFICIAL
    }

    /** Where it is. */
    public enum State {
        /** Taken, and kept until the mail server takes it. */
        WAITING,
        /** The mail server has it. */
        SENT,
        /** The mail server will never take it. */
        REFUSED
    }
}
