package fr.intraparis.kernel.contract.mail;

import java.time.Instant;

/**
 * One line of IT support's queue.
 *
 * @param state OPEN, ANSWERED or CLOSED
 */
public record TicketSummary(String id, String reference, String code, Instant openedAt, String state) {}
