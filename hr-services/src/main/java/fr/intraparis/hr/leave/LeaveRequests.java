package fr.intraparis.hr.leave;

import fr.intraparis.hr.act.Acts;
import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.hr.DecideLeave;
import fr.intraparis.kernel.contract.hr.LeaveBalance;
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
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
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
    private static final ZoneId CITY = ZoneId.of("Europe/Paris");
    private static final int MOST_LISTED = 200;
    private static final int LONGEST_NOTE = 500;
    /** PostgreSQL: an exclusion constraint was violated. */
    private static final String EXCLUDED = "23P01";

    private static final String VIEWED =
            "SELECT l, a.displayName, d.displayName FROM LeaveRequest l JOIN Agent a ON a.agentId = l.agentId"
                    + " LEFT JOIN Agent d ON d.agentId = l.decidedBy ";

    private final LeaveRules rules = LeaveRules.read();
    private final LeaveCalendar calendar = new LeaveCalendar();

    @PersistenceContext(unitName = "hr")
    EntityManager entities;

    @Inject
    Acts acts;

    @Inject
    Clock clock;

    /** The agent whose leave it is. */
    private record Applicant(AgentId id, String name, LocalDate hiredOn, WorkingWeek week) {}

    /** The days of a year, spent and asked for. */
    private record Spent(BigDecimal taken, BigDecimal pending) {}

    @Transactional
    LeaveBalance balance(AgentId agentId, int year, Locale locale) {
        return balance(applicant(agentId, false), year, locale);
    }

    @Transactional
    LeaveCount count(AgentId agentId, LeaveCalendar.Period period, Locale locale) {
        return count(applicant(agentId, false), period, locale);
    }

    @Transactional
    Idempotency.Answer submit(AgentId agentId, UUID key, SubmitLeave asked, Locale locale) {
        Connection connection = entities.unwrap(Connection.class);
        return acts.once(connection, agentId, key, "leave-submit " + asked, 201, () -> {
            Applicant applicant = applicant(agentId, true);
            LeaveCalendar.Period period = new LeaveCalendar.Period(asked.from(), asked.to());
            LeaveCount count = count(applicant, period, locale);
            refuseWhatCannotBe(applicant, period, count, locale);
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

    private LeaveBalance balance(Applicant applicant, int year, Locale locale) {
        LeaveRules.Entitlement entitled = rules.annual(year, applicant.week(), applicant.hiredOn());
        Spent spent = spent(applicant.id(), year);
        return new LeaveBalance(
                year,
                entitled.days(),
                spent.taken(),
                spent.pending(),
                entitled.days().subtract(spent.taken()).subtract(spent.pending()),
                "en".equals(locale.getLanguage()) ? entitled.english() : entitled.french(),
                entitled.source());
    }

    private LeaveCount count(Applicant applicant, LeaveCalendar.Period period, Locale locale) {
        if (period.last().isBefore(period.first())) {
            throw period(locale, "la fin précède le début", "the end is before the start");
        }
        if (period.first().getYear() != period.last().getYear()) {
            throw period(locale, "la période est à cheval sur deux années", "the period spans two years");
        }
        List<LeaveCalendar.Day> days = calendar.days(period, applicant.week(), locale);
        BigDecimal counted = days(days.stream().map(LeaveCalendar.Day::cost).reduce(BigDecimal.ZERO, BigDecimal::add));
        BigDecimal before = balance(applicant, period.first().getYear(), locale).remaining();
        return new LeaveCount(
                period.first(),
                period.last(),
                days.stream().map(LeaveCalendar.Day::shown).toList(),
                counted,
                before,
                before.subtract(counted));
    }

    private void refuseWhatCannotBe(Applicant applicant, LeaveCalendar.Period period, LeaveCount count, Locale locale) {
        if (period.first().isBefore(LocalDate.now(clock.withZone(CITY)))) {
            throw period(locale, "la période commence dans le passé", "the period starts in the past");
        }
        if (count.counted().signum() == 0) {
            throw period(locale, "aucun jour travaillé dans la période", "no working day in the period");
        }
        List<LeaveRequest> live = entities.createQuery(
                        "SELECT l FROM LeaveRequest l WHERE l.agentId = :agent AND l.state IN :live AND l.lastDay >= :from"
                                + " AND l.firstDay <= :to",
                        LeaveRequest.class)
                .setParameter("agent", applicant.id().value())
                .setParameter("live", List.of(LeaveState.PENDING, LeaveState.APPROVED))
                .setParameter("from", period.first().minusMonths(2))
                .setParameter("to", period.last().plusMonths(2))
                .getResultList();
        for (LeaveRequest other : live) {
            if (!other.lastDay().isBefore(period.first()) && !other.firstDay().isAfter(period.last())) {
                throw new CodedException(ErrorCode.HRS_OVERLAP, other.reference());
            }
        }
        int longest = rules.inForce("CA-31", period.first()).value().intValueExact();
        int absence = calendar.absence(
                period,
                live.stream()
                        .map(other -> new LeaveCalendar.Period(other.firstDay(), other.lastDay()))
                        .toList(),
                applicant.week());
        if (absence > longest) {
            throw period(
                    locale,
                    "absence de " + absence + " jours consécutifs, " + longest + " au plus",
                    "absence of " + absence + " days in a row, " + longest + " at most");
        }
        if (count.balanceAfter().signum() < 0) {
            throw new CodedException(
                    ErrorCode.HRS_BALANCE,
                    count.counted().toPlainString() + " > "
                            + count.balanceBefore().toPlainString());
        }
    }

    private Applicant applicant(AgentId agentId, boolean locked) {
        @SuppressWarnings("unchecked") // a native query says its types in SQL only
        List<Object[]> found = entities.createNativeQuery(
                        "SELECT display_name, hired_on, array_to_string(week, ',') FROM agent WHERE agent_id = ?1"
                                + (locked ? " FOR UPDATE" : ""))
                .setParameter(1, agentId.value())
                .getResultList();
        if (found.isEmpty()) {
            throw new CodedException(ErrorCode.HRS_UNKNOWN_AGENT, agentId.value());
        }
        Object[] row = found.get(0);
        WorkingWeek week = new WorkingWeek(
                Arrays.stream(((String) row[2]).split(",")).map(BigDecimal::new).toList());
        if (week.obligations().signum() == 0) {
            throw new CodedException(ErrorCode.HRS_NO_OBLIGATION, agentId.value());
        }
        LocalDate hiredOn = row[1] instanceof Date date ? date.toLocalDate() : (LocalDate) row[1];
        return new Applicant(agentId, (String) row[0], hiredOn, week);
    }

    private Spent spent(AgentId agentId, int year) {
        Object[] sums = entities.createQuery(
                        "SELECT SUM(CASE WHEN l.state = :approved THEN l.days ELSE 0 END),"
                                + " SUM(CASE WHEN l.state = :pending THEN l.days ELSE 0 END) FROM LeaveRequest l"
                                + " WHERE l.agentId = :agent AND l.firstDay BETWEEN :first AND :last",
                        Object[].class)
                .setParameter("approved", LeaveState.APPROVED)
                .setParameter("pending", LeaveState.PENDING)
                .setParameter("agent", agentId.value())
                .setParameter("first", LocalDate.of(year, 1, 1))
                .setParameter("last", LocalDate.of(year, 12, 31))
                .getSingleResult();
        return new Spent(days(sums[0]), days(sums[1]));
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
                Locale.ROOT, "C-%d-%06d", LocalDate.now(clock.withZone(CITY)).getYear(), next.longValue());
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

    private static BigDecimal days(@Nullable Object sum) {
        if (sum == null) {
            return BigDecimal.ZERO;
        }
        BigDecimal days = new BigDecimal(sum.toString()).stripTrailingZeros();
        return days.scale() < 0 ? days.setScale(0) : days;
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
                days(request.days()),
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

    private static CodedException period(Locale locale, String french, String english) {
        return new CodedException(ErrorCode.HRS_PERIOD, "en".equals(locale.getLanguage()) ? english : french);
    }
}
