package fr.intraparis.kernel.contract.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent sends a message from the agent's own mailbox.
 *
 * @param inReplyTo Message-ID of the message that is answered, or null
 */
public record SendMessage(
        List<String> to,
        List<String> cc,
        String subject,
        String text,
        @Nullable String inReplyTo,
        List<OutgoingAttachment> attachments) {}
