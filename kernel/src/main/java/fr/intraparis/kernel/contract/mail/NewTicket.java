package fr.intraparis.kernel.contract.mail;

import java.time.Instant;
import java.util.List;

/**
 * The door hands over a ticket that somebody wrote on the SOS page, without a session (row E10).
 *
 * @param id UUID: the same ticket handed over twice is one
 * @param reference the public half of the answer's code
 * @param secretHash of the other half, see {@link AnswerCode#hash()}: nobody but the person has the code itself
 * @param code what the person saw, {@code NOM-<AREA>-<nnn>}; empty when the person saw none
 * @param correlationId of the refusal; empty when the person took it out
 * @param text what happened, in the person's words
 */
public record NewTicket(
        String id,
        String reference,
        String secretHash,
        String code,
        String correlationId,
        String text,
        List<TicketFact> facts,
        Instant openedAt) {}
