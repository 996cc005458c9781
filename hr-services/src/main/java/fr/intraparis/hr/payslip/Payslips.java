package fr.intraparis.hr.payslip;

import fr.intraparis.hr.act.Acts;
import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.hr.PayslipLine;
import fr.intraparis.kernel.contract.hr.PayslipSummary;
import fr.intraparis.kernel.contract.hr.PayslipView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All payslips. Only their agent sees them; another's id is answered like one that does not exist. */
@ApplicationScoped
class Payslips {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM");

    @PersistenceContext(unitName = "hr")
    EntityManager entities;

    @Inject
    Acts acts;

    /** Latest first; one statement. */
    @Transactional
    List<PayslipSummary> ofAgent(AgentId agentId) {
        return entities.createQuery(
                        "SELECT p.id, p.month, SUM(l.gain), SUM(l.deduction) FROM Payslip p LEFT JOIN Line l"
                                + " ON l.payslipId = p.id WHERE p.agentId = :agent GROUP BY p.id, p.month"
                                + " ORDER BY p.month DESC",
                        Object[].class)
                .setParameter("agent", agentId.value())
                .getResultStream()
                .map(row -> new PayslipSummary(
                        row[0].toString(),
                        MONTH.format((LocalDate) row[1]),
                        euros(row[2]),
                        euros(row[2]).subtract(euros(row[3]))))
                .toList();
    }

    /**
     * The whole payslip; that it was seen is written down in the same transaction, or it is not seen.
     *
     * @param as how it was shown, for the audit
     */
    @Transactional
    PayslipView view(AgentId agentId, UUID id, String as) {
        Object[] found = entities.createQuery(
                        "SELECT p, a.displayName FROM Payslip p JOIN Agent a ON a.agentId = p.agentId"
                                + " WHERE p.id = :id AND p.agentId = :agent",
                        Object[].class)
                .setParameter("id", id)
                .setParameter("agent", agentId.value())
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new CodedException(ErrorCode.HRS_NOT_FOUND, ""));
        Payslip payslip = (Payslip) found[0];
        List<PayslipLine> lines = entities.createQuery(
                        "SELECT l FROM Line l WHERE l.payslipId = :id ORDER BY l.position", Line.class)
                .setParameter("id", id)
                .getResultStream()
                .map(Line::view)
                .toList();
        BigDecimal gross = sum(lines.stream().map(PayslipLine::gain).toList());
        BigDecimal deductions = sum(lines.stream().map(PayslipLine::deduction).toList());
        acts.done(
                entities.unwrap(Connection.class),
                agentId,
                "payslip-view",
                "payslip:" + id,
                Map.of("as", as, "month", MONTH.format(payslip.month())));
        return new PayslipView(
                id.toString(),
                MONTH.format(payslip.month()),
                payslip.agentId(),
                (String) found[1],
                payslip.department(),
                payslip.grade(),
                payslip.paidOn(),
                gross,
                deductions,
                gross.subtract(deductions),
                netYearToDate(agentId, payslip.month()),
                lines);
    }

    private BigDecimal netYearToDate(AgentId agentId, LocalDate month) {
        Object[] sums = entities.createQuery(
                        "SELECT SUM(l.gain), SUM(l.deduction) FROM Line l, Payslip p WHERE p.id = l.payslipId"
                                + " AND p.agentId = :agent AND p.month BETWEEN :first AND :month",
                        Object[].class)
                .setParameter("agent", agentId.value())
                .setParameter("first", month.withDayOfYear(1))
                .setParameter("month", month)
                .getSingleResult();
        return euros(sums[0]).subtract(euros(sums[1]));
    }

    private static BigDecimal sum(List<@Nullable BigDecimal> amounts) {
        return amounts.stream().filter(Objects::nonNull).reduce(euros(null), BigDecimal::add);
    }

    private static BigDecimal euros(@Nullable Object amount) {
        return amount == null ? new BigDecimal("0.00") : (BigDecimal) amount;
    }
}
