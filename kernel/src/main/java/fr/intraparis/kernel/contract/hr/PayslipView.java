package fr.intraparis.kernel.contract.hr;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** A whole payslip. {@code net = gross - deductions}. */
public record PayslipView(
        String id,
        String month,
        String agentId,
        String agentName,
        String department,
        String grade,
        LocalDate paidOn,
        BigDecimal gross,
        BigDecimal deductions,
        BigDecimal net,
        BigDecimal netYearToDate,
        List<PayslipLine> lines) {}
