package fr.intraparis.hr.leave;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for annual leave. It is born pending with its cost fixed; then its agent may withdraw it or the manager may
 * decide, once. Two live requests of one agent never share a day: the table forbids it.
 */
@Entity
@Table(name = "leave_request")
class LeaveRequest {
    @Id
    private UUID id;

    private String reference;

    @Column(name = "agent_id")
    private String agentId;

    @Column(name = "first_day")
    private LocalDate firstDay;

    @Column(name = "last_day")
    private LocalDate lastDay;

    private BigDecimal days;

    @Enumerated(EnumType.STRING)
    private LeaveState state;

    private @Nullable String note;

    @Column(name = "submitted_at")
    private OffsetDateTime submittedAt;

    @Column(name = "decided_by")
    private @Nullable String decidedBy;

    @Column(name = "decided_at")
    private @Nullable OffsetDateTime decidedAt;

    @Column(name = "decision_comment")
    private @Nullable String decisionComment;

    @Version
    private long version;

    /** For JPA. */
    protected LeaveRequest() {}

    LeaveRequest(
            UUID id,
            String reference,
            String agentId,
            LeaveCalendar.Period period,
            BigDecimal days,
            @Nullable String note,
            Instant now) {
        this.id = id;
        this.reference = reference;
        this.agentId = agentId;
        this.firstDay = period.first();
        this.lastDay = period.last();
        this.days = days;
        this.state = LeaveState.PENDING;
        this.note = note;
        this.submittedAt = now.atOffset(ZoneOffset.UTC);
    }

    void decide(boolean approved, String by, @Nullable String comment, Instant now) {
        state = approved ? LeaveState.APPROVED : LeaveState.REFUSED;
        decidedBy = by;
        decidedAt = now.atOffset(ZoneOffset.UTC);
        decisionComment = comment;
    }

    void cancel(Instant now) {
        state = LeaveState.CANCELLED;
        decidedBy = agentId;
        decidedAt = now.atOffset(ZoneOffset.UTC);
    }

    boolean isPending() {
        return state == LeaveState.PENDING;
    }

    UUID id() {
        return id;
    }

    String reference() {
        return reference;
    }

    String agentId() {
        return agentId;
    }

    LocalDate firstDay() {
        return firstDay;
    }

    LocalDate lastDay() {
        return lastDay;
    }

    BigDecimal days() {
        return days;
    }

    LeaveState state() {
        return state;
    }

    @Nullable
    String note() {
        return note;
    }

    Instant submittedAt() {
        return submittedAt.toInstant();
    }

    @Nullable
    String decidedBy() {
        return decidedBy;
    }

    @Nullable
    Instant decidedAt() {
        return decidedAt == null ? null : decidedAt.toInstant();
    }

    @Nullable
    String decisionComment() {
        return decisionComment;
    }

    long version() {
        return version;
    }
}
