package fr.intraparis.kernel.contract.hr;

import java.math.BigDecimal;

/**
 * One line of the list of payslips.
 *
 * @param month ISO year and month, such as 2026-10
 */
public record PayslipSummary(String id, String month, BigDecimal gross, BigDecimal net) {}
