package fr.intraparis.hr.leave;

import fr.intraparis.kernel.testing.Shows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LeaveRulesTest {
    private final LeaveRules rules = LeaveRules.read();
    private final LeaveCalendar calendar = new LeaveCalendar();

    @ParameterizedTest(name = "{0}, hired {1}: {2} days")
    @CsvSource(delimiter = '|', textBlock = """
            1 1 1 1 1 0 0   | 2010-01-01 | 25    | 25 = 5 × 5 obligations hebdomadaires
            1 1 0 1 1 0 0   | 2010-01-01 | 20    | 20 = 5 × 4 obligations hebdomadaires
            1 1 0.5 0 0 0 0 | 2010-01-01 | 12.5  | 12,5 = 5 × 2,5 obligations hebdomadaires
            1 1 1 1 1 1 0   | 2010-01-01 | 30    | 30 = 5 × 6 obligations hebdomadaires
            1 0 0 0 0 0 0   | 2010-01-01 | 5     | 5 = 5 × 1 obligations hebdomadaires
            1 1 1 1 1 0 0   | 2026-04-01 | 18.75 | 18,75 = 5 × 5 obligations hebdomadaires × 9 mois de service / 12
            1 1 1 1 1 0 0   | 2026-01-01 | 25    | 25 = 5 × 5 obligations hebdomadaires × 12 mois de service / 12
            1 1 1 1 1 0 0   | 2026-07-01 | 12.5  | 12,5 = 5 × 5 obligations hebdomadaires × 6 mois de service / 12
            1 1 1 1 1 0 0   | 2026-11-16 | 3.13  | 3,13 = 5 × 5 obligations hebdomadaires × 1,5 mois de service / 12
            1 1 1 1 1 0 0   | 2027-01-04 | 0     | 0 = 5 × 5 obligations hebdomadaires × 0 mois de service / 12
            """)
    @Shows({"F1.1", "F1.4"})
    void an_entitlement_explains_itself(String week, LocalDate hiredOn, BigDecimal days, String because) {
        LeaveRules.Entitlement entitled = rules.annual(2026, week(week), hiredOn);
        assertEquals(0, days.compareTo(entitled.days()), entitled::french);
        assertEquals(because, entitled.french());
        assertTrue(entitled.source().startsWith("CA-5X : décret n° 85-1250 du 26 novembre 1985, art. 1"));
        assertTrue(entitled.source().contains("en vigueur depuis le 1985-11-26"));
    }

    @ParameterizedTest(name = "{0} to {1}: {2} days")
    @CsvSource({
        // Five plain days; with the weekend; over the eleventh of November; over Christmas; a weekend alone.
        "2026-12-07, 2026-12-11, 5",
        "2026-12-05, 2026-12-13, 5",
        "2026-11-09, 2026-11-13, 4",
        "2026-12-21, 2026-12-31, 8",
        "2026-12-12, 2026-12-13, 0",
        // May 2026: the 1st, the 8th, Ascension on the 14th, Whit Monday on the 25th.
        "2026-05-01, 2026-05-31, 17",
        // Easter Monday of 2027 is the 29th of March.
        "2027-03-29, 2027-04-02, 4",
        "2027-07-14, 2027-07-14, 0",
        "2027-08-15, 2027-08-16, 1",
    })
    @Shows("F1.1")
    void public_holidays_and_weekends_cost_nothing(LocalDate first, LocalDate last, BigDecimal days) {
        WorkingWeek fullTime = week("1 1 1 1 1 0 0");
        BigDecimal cost = calendar.days(new LeaveCalendar.Period(first, last), fullTime, Locale.FRENCH).stream()
                .map(LeaveCalendar.Day::cost)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(0, days.compareTo(cost), cost::toString);
    }

    @Test
    @Shows("F1.1")
    void a_part_timer_pays_for_the_days_of_the_week_that_are_worked() {
        List<LeaveCalendar.Day> days = calendar.days(
                new LeaveCalendar.Period(LocalDate.of(2026, 12, 7), LocalDate.of(2026, 12, 13)),
                week("1 1 0.5 0 0 0 0"),
                Locale.FRENCH);
        assertEquals(
                "WORKED WORKED WORKED NOT_WORKED NOT_WORKED WEEKEND WEEKEND",
                String.join(" ", days.stream().map(day -> day.shown().reason()).toList()));
        assertEquals(
                new BigDecimal("2.5"),
                days.stream().map(LeaveCalendar.Day::cost).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    @Test
    @Shows("F1.1")
    void france_has_eleven_public_holidays_named_in_the_readers_language() {
        WorkingWeek everyDay = week("1 1 1 1 1 1 1");
        LeaveCalendar.Period year = new LeaveCalendar.Period(LocalDate.of(2027, 1, 1), LocalDate.of(2027, 12, 31));
        assertEquals(11, names(year, everyDay, Locale.FRENCH).count());
        assertTrue(names(year, everyDay, Locale.FRENCH).anyMatch("Lundi de Pâques"::equals));
        assertTrue(names(year, everyDay, Locale.ENGLISH).anyMatch("Easter Monday"::equals));
    }

    @ParameterizedTest(name = "{0} to {1} beside {2} to {3}: {4} days in a row")
    @CsvSource({
        // From the first working day, weekends included: 31 will do, 32 will not.
        "2026-06-01, 2026-07-01, , , 31",
        "2026-06-01, 2026-07-02, , , 32",
        "2026-05-30, 2026-07-01, , , 31",
        // Two requests with only a weekend between them are one absence; with a working day between them, two.
        "2026-06-15, 2026-06-19, 2026-06-01, 2026-06-12, 19",
        "2026-06-16, 2026-06-19, 2026-06-01, 2026-06-12, 4",
        "2026-06-01, 2026-06-12, 2026-06-15, 2026-06-19, 19",
    })
    @Shows("F1.1")
    void an_absence_is_counted_in_consecutive_days(
            LocalDate first, LocalDate last, LocalDate otherFirst, LocalDate otherLast, int days) {
        assertEquals(
                days,
                calendar.absence(
                        new LeaveCalendar.Period(first, last),
                        otherFirst == null ? List.of() : List.of(new LeaveCalendar.Period(otherFirst, otherLast)),
                        week("1 1 1 1 1 0 0")));
    }

    @Test
    @Shows("H1.1")
    void each_rule_has_its_text_and_says_where_it_was_read() {
        for (String id : new String[] {"CA-5X", "CA-31"}) {
            LegalRule rule = rules.inForce(id, LocalDate.of(2026, 1, 1));
            assertTrue(rule.article().contains("art."), id);
            assertTrue(rule.secondary().startsWith("lu dans"), id);
        }
    }

    private Stream<String> names(LeaveCalendar.Period period, WorkingWeek week, Locale locale) {
        return calendar.days(period, week, locale).stream()
                .map(day -> day.shown().holidayName())
                .filter(java.util.Objects::nonNull);
    }

    private static WorkingWeek week(String fractions) {
        return new WorkingWeek(
                Arrays.stream(fractions.split(" ")).map(BigDecimal::new).toList());
    }
}
