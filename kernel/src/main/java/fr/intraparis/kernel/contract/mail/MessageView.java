package fr.intraparis.kernel.contract.mail;

import java.time.Instant;
import java.util.List;

/**
 * A message to be read.
 *
 * @param messageId the Message-ID header, to be given back as {@link SendMessage#inReplyTo()}; empty if it has none
 * @param text plain text: HTML mail arrives here converted, remote content never
 */
public record MessageView(
        String id,
        String messageId,
        String from,
        List<String> to,
        List<String> cc,
        String subject,
        Instant receivedAt,
        String text,
        List<AttachmentView> attachments,
        boolean official) {}
