package fr.intraparis.kernel.contract.hr;

import java.math.BigDecimal;

/**
 * The annual leave of one year. {@code remaining = entitled - taken - pending}.
 *
 * @param rule how {@code entitled} was found, such as « 25 = 5 × 5 obligations hebdomadaires »
 * @param source the text it rests on
 */
public record LeaveBalance(
        int year,
        BigDecimal entitled,
        BigDecimal taken,
        BigDecimal pending,
        BigDecimal remaining,
        String rule,
        String source) {}
