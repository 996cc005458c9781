package fr.intraparis.hr.leave;

import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.hr.LeaveBalance;
import fr.intraparis.kernel.contract.hr.LeaveCount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an agent has for a year, what a period costs and whether it may be taken: the rules of the law over the requests
 * that there are. Changes nothing.
 */
@ApplicationScoped
class LeaveAccounts {
    /** Whose calendar tells which day it is. */
    static final ZoneId CITY = ZoneId.of("Europe/Paris");

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2099;

    private final LeaveRules rules = LeaveRules.read();
    private final LeaveCalendar calendar = new LeaveCalendar();

    @PersistenceContext(unitName = "hr")
    EntityManager entities;

    @Inject
    Clock clock;

    /** The agent whose leave it is. */
    record Applicant(AgentId id, String name, LocalDate hiredOn, WorkingWeek week) {}

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

    LeaveCount count(Applicant applicant, LeaveCalendar.Period period, Locale locale) {
        if (period.last().isBefore(period.first())) {
            throw period(locale, "la fin précède le début", "the end is before the start");
        }
        if (period.first().getYear() != period.last().getYear()) {
            throw period(locale, "la période est à cheval sur deux années", "the period spans two years");
        }
        // The holidays of each year asked about are kept: they must be few.
        if (period.first().getYear() < FIRST_YEAR || period.first().getYear() > LAST_YEAR) {
            throw period(locale, "l'année n'est pas entre 2000 et 2099", "the year is not between 2000 and 2099");
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

    /**
     * Refuses a period that the rules do not allow, by its code. The caller holds the lock of the agent's row.
     */
    void refuseWhatCannotBe(Applicant applicant, LeaveCalendar.Period period, LeaveCount count, Locale locale) {
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

    /** @param locked whether nobody else may change this agent's requests until the transaction ends */
    Applicant applicant(AgentId agentId, boolean locked) {
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

    /** A sum of days without needless zeros. */
    static BigDecimal days(@Nullable Object sum) {
        if (sum == null) {
            return BigDecimal.ZERO;
        }
        BigDecimal days = new BigDecimal(sum.toString()).stripTrailingZeros();
        return days.scale() < 0 ? days.setScale(0) : days;
    }

    private static CodedException period(Locale locale, String french, String english) {
        return new CodedException(ErrorCode.HRS_PERIOD, "en".equals(locale.getLanguage()) ? english : french);
    }
}
