package fr.intraparis.kernel.contract.hr;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A request for leave as its agent or manager sees it.
 *
 * @param reference what one says on the telephone, such as C-2026-000123
 * @param state PENDING, APPROVED, REFUSED or CANCELLED
 * @param version to be given back with a decision, so that two managers cannot both decide
 */
public record LeaveView(
        String id,
        String reference,
        String agentId,
        String agentName,
        LocalDate from,
        LocalDate to,
        BigDecimal days,
        String state,
        @Nullable String comment,
        Instant submittedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionComment,
        long version) {}
