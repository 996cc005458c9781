package fr.intraparis.mail.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a message is made of.
 *
 * @param messageId with its angle brackets; ours, so that a second delivery can be told
 * @param senderName shown before the sender's address; empty for none
 * @param inReplyTo Message-ID of the message that is answered
 */
public record Draft(
        String messageId,
        String sender,
        String senderName,
        List<Recipient> to,
        List<Recipient> cc,
        String subject,
        String text,
        @Nullable String inReplyTo,
        List<Attachment> attachments,
        Instant at) {}
