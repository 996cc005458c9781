package fr.intraparis.kernel.contract.hr;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One line of a payslip.
 *
 * @param rate in percent; null where none applies
 * @param gain what the agent receives, or null
 * @param deduction what is withheld from the agent, or null
 * @param employer what the city pays on top, or null
 */
public record PayslipLine(
        int position,
        String label,
        @Nullable BigDecimal base,
        @Nullable BigDecimal rate,
        @Nullable BigDecimal gain,
        @Nullable BigDecimal deduction,
        @Nullable BigDecimal employer) {}
