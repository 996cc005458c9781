package fr.intraparis.kernel.contract.mail;

import java.time.Instant;

/**
 * One line of the mailbox.
 *
 * @param id opaque, valid in the mailbox of its reader only
 * @param official proven to come from the city's own services
 */
public record MessageSummary(
        String id,
        String from,
        String subject,
        Instant receivedAt,
        boolean seen,
        boolean attachments,
        boolean official) {}
