package fr.intraparis.kernel.contract.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ticket with its answer.
 *
 * @param state OPEN, ANSWERED or CLOSED
 * @param answer null until IT support has answered
 * @param healedAt when a visit showed that its cause was gone, which closed it; null else
 */
public record TicketView(
        String id,
        String reference,
        String code,
        String correlationId,
        String text,
        List<TicketFact> facts,
        Instant openedAt,
        String state,
        @Nullable String answer,
        @Nullable Instant answeredAt,
        @Nullable Instant healedAt) {}
