package fr.intraparis.hr.leave;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import fr.intraparis.kernel.contract.hr.LeaveDay;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which days of a period cost a day of leave. */
final class LeaveCalendar {
    private final HolidayManager holidays =
            HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.FRANCE));
    private final Map<Integer, Map<LocalDate, Holiday>> years = new ConcurrentHashMap<>();

    /** A period of leave, both days included. */
    record Period(LocalDate first, LocalDate last) {}

    /** A day with what it costs. */
    record Day(LeaveDay shown, BigDecimal cost) {}

    List<Day> days(Period period, WorkingWeek week, Locale locale) {
        List<Day> days = new ArrayList<>();
        for (LocalDate date = period.first(); !date.isAfter(period.last()); date = date.plusDays(1)) {
            days.add(day(date, week, locale));
        }
        return days;
    }

    BigDecimal cost(LocalDate date, WorkingWeek week) {
        return holiday(date) == null ? week.on(date) : BigDecimal.ZERO;
    }

    /**
     * How long the absence is that a new period would make together with those it touches: consecutive days, from the
     * first working day to the last day, whatever lies between two periods without a working day.
     */
    int absence(Period asked, List<Period> others, WorkingWeek week) {
        LocalDate first = asked.first();
        LocalDate last = asked.last();
        List<Period> left = new ArrayList<>(others);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Period other : List.copyOf(left)) {
                boolean before = !other.last().isAfter(first)
                        && nothingWorked(other.last().plusDays(1), first, week);
                boolean after = !other.first().isBefore(last) && nothingWorked(last.plusDays(1), other.first(), week);
                if (before || after) {
                    first = other.first().isBefore(first) ? other.first() : first;
                    last = other.last().isAfter(last) ? other.last() : last;
                    left.remove(other);
                    grew = true;
                }
            }
        }
        while (first.isBefore(last) && cost(first, week).signum() == 0) {
            first = first.plusDays(1);
        }
        return (int) (last.toEpochDay() - first.toEpochDay()) + 1;
    }

    private boolean nothingWorked(LocalDate from, LocalDate until, WorkingWeek week) {
        return from.datesUntil(until.isBefore(from) ? from : until)
                .allMatch(date -> cost(date, week).signum() == 0);
    }

    private Day day(LocalDate date, WorkingWeek week, Locale locale) {
        Holiday holiday = holiday(date);
        if (date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            if (week.on(date).signum() == 0) {
                return new Day(new LeaveDay(date, false, "WEEKEND", null), BigDecimal.ZERO);
            }
        }
        if (holiday != null) {
            return new Day(new LeaveDay(date, false, "HOLIDAY", holiday.getDescription(locale)), BigDecimal.ZERO);
        }
        BigDecimal cost = week.on(date);
        return new Day(new LeaveDay(date, cost.signum() > 0, cost.signum() > 0 ? "WORKED" : "NOT_WORKED", null), cost);
    }

    private @Nullable Holiday holiday(LocalDate date) {
        return years.computeIfAbsent(
                        date.getYear(),
                        year -> holidays.getHolidays(java.time.Year.of(year)).stream()
                                .collect(Collectors.toMap(Holiday::getDate, Function.identity(), (one, same) -> one)))
                .get(date);
    }
}
