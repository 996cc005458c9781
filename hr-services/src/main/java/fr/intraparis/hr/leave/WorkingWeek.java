package fr.intraparis.hr.leave;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * How much of each day an agent works.
 *
 * @param fractions seven, Monday first: 1, 0.5 or 0
 */
record WorkingWeek(List<BigDecimal> fractions) {
    WorkingWeek {
        if (fractions.size() != 7) {
            throw new IllegalArgumentException("a week has seven days");
        }
        fractions = List.copyOf(fractions);
    }

    BigDecimal on(LocalDate date) {
        return fractions.get(date.getDayOfWeek().getValue() - 1);
    }

    /** Days a week, as the decree counts them. */
    BigDecimal obligations() {
        return fractions.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
