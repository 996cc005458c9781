package fr.intraparis.hr.leave;

import fr.intraparis.hr.act.Acts;
import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.hr.DecideLeave;
import fr.intraparis.kernel.contract.hr.LeaveCount;
import fr.intraparis.kernel.contract.hr.LeaveView;
import fr.intraparis.kernel.contract.hr.SubmitLeave;
import fr.intraparis.kernel.idempotency.Idempotency;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All requests for leave, and what may happen to them. An agent's requests change one at a time, under the lock of the
 * agent's row: so the balance never goes below nought, whoever races whom. That two live requests never share a day is
 * the table's own rule, which holds even if this class did not look.
 */
@ApplicationScoped
class LeaveRequests {
    private static final int MOST_LISTED = 200;
    private static final int LONGEST_NOTE = 500;
    /** PostgreSQL: an exclusion constraint was violated. */
    private static final String EXCLUDED = "23P01";

    private static final String VIEWED =
            "SELECT l, a.displayName, d.displayName FROM LeaveRequest l JOIN Agent a ON a.agentId = l.agentId"
                    + " LEFT JOIN Agent d ON d.agentId = l.decidedBy ";

    @PersistenceContext(unitName = "hr")
    EntityManager entities;

    @Inject
    LeaveAccounts accounts;

    @Inject
    Acts acts;

    @Inject
    Clock clock;

    @Transactional
    Idempotency.Answer submit(AgentId agentId, UUID key, SubmitLeave asked, Locale locale) {
        Connection connection = entities.unwrap(Connection.class);
        return acts.once(connection, agentId, key, "leave-submit " + asked, 201, () -> {
            LeaveAccounts.Applicant applicant = accounts.applicant(agentId, true);
            LeaveCalendar.Period period = new LeaveCalendar.Period(asked.from(), asked.to());
            LeaveCount count = accounts.count(applicant, period, locale);
            accounts.refuseWhatCannotBe(applicant, period, count, locale);
            LeaveRequest request = new LeaveRequest(
                    UUID.randomUUID(),
                    nextReference(),
                    agentId.value(),
                    period,
                    count.counted(),
                    note(asked.comment()),
                    now());
            entities.persist(request);
            flush();
            acts.done(
                    connection,
                    agentId,
                    "leave-submit",
                    "leave:" + request.id(),
                    Map.of(
                            "from", request.firstDay().toString(),
                            "to", request.lastDay().toString(),
                            "days", request.days().toPlainString()));
            return view(request, applicant.name(), null);
        });
    }

    @Transactional
    Idempotency.Answer cancel(AgentId agentId, UUID key, UUID id) {
        Connection connection = entities.unwrap(Connection.class);
        return acts.once(connection, agentId, key, "leave-cancel " + id, 200, () -> {
            Object[] found = one(id, agentId, false);
            LeaveRequest request = (LeaveRequest) found[0];
            if (!request.isPending()) {
                throw new CodedException(ErrorCode.HRS_ALREADY_DECIDED, request.reference());
            }
            request.cancel(now());
            flush();
            acts.done(connection, agentId, "leave-cancel", "leave:" + id, Map.of());
            return view(request, (String) found[1], (String) found[1]);
        });
    }

    @Transactional
    Idempotency.Answer decide(AgentId manager, UUID key, UUID id, DecideLeave decision) {
        Connection connection = entities.unwrap(Connection.class);
        return acts.once(connection, manager, key, "leave-decide " + id + " " + decision, 200, () -> {
            Object[] found = entities.createQuery(
                            "SELECT l, a.displayName, m.displayName, a.email FROM LeaveRequest l JOIN Agent a ON"
                                    + " a.agentId = l.agentId JOIN Agent m ON m.agentId = a.managerId WHERE l.id = :id"
                                    + " AND a.managerId = :manager",
                            Object[].class)
                    .setParameter("id", id)
                    .setParameter("manager", manager.value())
                    .getResultStream()
                    .findFirst()
                    .orElseThrow(LeaveRequests::notFound);
            LeaveRequest request = (LeaveRequest) found[0];
            String agentName = (String) found[1];
            String managerName = (String) found[2];
            if (!request.isPending() || request.version() != decision.version()) {
                throw new CodedException(ErrorCode.HRS_ALREADY_DECIDED, request.reference());
            }
            String comment = note(decision.comment());
            request.decide(decision.approved(), manager.value(), comment, now());
            flush();
            acts.done(
                    connection,
                    manager,
                    "leave-decide",
                    "leave:" + id,
                    Map.of(
                            "agent",
                            request.agentId(),
                            "decision",
                            request.state().name()));
            acts.send(
                    connection,
                    DecisionLetter.write(
                            UUID.randomUUID(),
                            new DecisionLetter.Decision(
                                    request.reference(),
                                    agentName,
                                    (String) found[3],
                                    request.firstDay(),
                                    request.lastDay(),
                                    request.days(),
                                    decision.approved(),
                                    managerName,
                                    comment)));
            return view(request, agentName, managerName);
        });
    }

    @Transactional
    LeaveView view(AgentId caller, boolean manager, UUID id) {
        return view(one(id, caller, manager));
    }

    @Transactional
    List<LeaveView> ofAgent(AgentId agentId) {
        return entities.createQuery(VIEWED + "WHERE l.agentId = :agent ORDER BY l.firstDay DESC", Object[].class)
                .setParameter("agent", agentId.value())
                .setMaxResults(MOST_LISTED)
                .getResultStream()
                .map(LeaveRequests::view)
                .toList();
    }

    @Transactional
    List<LeaveView> ofTeam(AgentId manager, @Nullable LeaveState state) {
        return entities.createQuery(
                        VIEWED + "WHERE a.managerId = :manager AND (:any = TRUE OR l.state = :state)"
                                + " ORDER BY l.submittedAt",
                        Object[].class)
                .setParameter("manager", manager.value())
                .setParameter("any", state == null)
                .setParameter("state", state == null ? LeaveState.PENDING : state)
                .setMaxResults(MOST_LISTED)
                .getResultStream()
                .map(LeaveRequests::view)
                .toList();
    }

    private Object[] one(UUID id, AgentId caller, boolean manager) {
        return entities.createQuery(
                        VIEWED + "WHERE l.id = :id AND (l.agentId = :caller"
                                + " OR (:manager = TRUE AND a.managerId = :caller))",
                        Object[].class)
                .setParameter("id", id)
                .setParameter("caller", caller.value())
                .setParameter("manager", manager)
                .getResultStream()
                .findFirst()
                .orElseThrow(LeaveRequests::notFound);
    }

    private String nextReference() {
        Number next = (Number)
                entities.createNativeQuery("SELECT nextval('leave_reference')").getSingleResult();
        return String.format(
                Locale.ROOT,
                "C-%d-%06d",
                LocalDate.now(clock.withZone(LeaveAccounts.CITY)).getYear(),
                next.longValue());
    }

    /** As exactly as the database keeps it, so that an answer and a later look say the same. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void flush() {
        try {
            entities.flush();
        } catch (OptimisticLockException someoneWasFaster) {
            throw new CodedException(ErrorCode.HRS_ALREADY_DECIDED, "", someoneWasFaster);
        } catch (PersistenceException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql && EXCLUDED.equals(sql.getSQLState())) {
                    throw new CodedException(ErrorCode.HRS_OVERLAP, "", e);
                }
            }
            throw e;
        }
    }

    private static @Nullable String note(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST_NOTE) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "comment: " + text.length() + " > " + LONGEST_NOTE);
        }
        return text.strip();
    }

    private static LeaveView view(Object[] row) {
        return view((LeaveRequest) row[0], (String) row[1], (String) row[2]);
    }

    private static LeaveView view(LeaveRequest request, String agentName, @Nullable String decidedBy) {
        return new LeaveView(
                request.id().toString(),
                request.reference(),
                request.agentId(),
                agentName,
                request.firstDay(),
                request.lastDay(),
                LeaveAccounts.days(request.days()),
                request.state().name(),
                request.note(),
                request.submittedAt(),
                decidedBy,
                request.decidedAt(),
                request.decisionComment(),
                request.version());
    }

    private static CodedException notFound() {
        return new CodedException(ErrorCode.HRS_NOT_FOUND, "");
    }
}
