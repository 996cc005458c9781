package fr.intraparis.kernel.contract.hr;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One day of a period, and whether it costs a day of leave.
 *
 * @param reason WORKED, WEEKEND, HOLIDAY or NOT_WORKED (a day off in the week of a part-time agent)
 * @param holidayName the public holiday in the language of the caller; null unless HOLIDAY
 */
public record LeaveDay(
        LocalDate date,
        boolean counted,
        String reason,
        @Nullable String holidayName) {}
