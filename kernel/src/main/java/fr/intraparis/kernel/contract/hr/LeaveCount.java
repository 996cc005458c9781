package fr.intraparis.kernel.contract.hr;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** What a period would cost, day by day, and the balance before and after: shown before anything is sent. */
public record LeaveCount(
        LocalDate from,
        LocalDate to,
        List<LeaveDay> days,
        BigDecimal counted,
        BigDecimal balanceBefore,
        BigDecimal balanceAfter) {}
