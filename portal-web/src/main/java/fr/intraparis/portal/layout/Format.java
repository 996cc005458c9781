package fr.intraparis.portal.layout;

import fr.intraparis.portal.visitor.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates, amounts and sizes as people read them, in the language of the visitor; times are Paris time. */
@Named
@RequestScoped
public class Format {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @Inject
    private Visitor visitor;

    /** « lundi 3 août 2026 ». */
    public String longDate(LocalDate date) {
        return by("EEEE d MMMM yyyy").format(date);
    }

    /** « 3 août 2026 ». */
    public String date(LocalDate date) {
        return by("d MMMM yyyy").format(date);
    }

    /** « lun. 3 août ». */
    public String shortDate(LocalDate date) {
        return by("EEE d MMM").format(date);
    }

    /** « du 3 au 7 août 2026 », as short as it can be without doubt. */
    public String period(LocalDate from, LocalDate to) {
        if (from.equals(to)) {
            return longDate(from);
        }
        String start =
                from.getYear() != to.getYear() ? "d MMMM yyyy" : from.getMonth() != to.getMonth() ? "d MMMM" : "d";
        return Texts.in(
                locale(),
                "format.period",
                by(start).format(from),
                by("d MMMM yyyy").format(to));
    }

    /** « 3 août 2026 à 14:05 ». */
    public String time(@Nullable Instant instant) {
        return instant == null
                ? ""
                : by(french() ? "d MMMM yyyy 'à' HH:mm" : "d MMMM yyyy 'at' HH:mm")
                        .format(instant.atZone(PARIS));
    }

    /** « 14:05 ». */
    public String hour(@Nullable Instant instant) {
        return instant == null ? "" : by("HH:mm").format(instant.atZone(PARIS));
    }

    /** « 3 août 2026 à 14:05:09 », as support needs it. */
    static String moment(Instant instant, Locale locale) {
        String pattern = Locale.FRENCH.equals(locale) ? "d MMMM yyyy 'à' HH:mm:ss" : "d MMMM yyyy 'at' HH:mm:ss";
        return DateTimeFormatter.ofPattern(pattern, locale).format(instant.atZone(PARIS));
    }

    /** « octobre 2026 » from {@code 2026-10}. */
    public String month(String isoMonth) {
        return by("MMMM yyyy").format(YearMonth.parse(isoMonth));
    }

    /** « octobre » from {@code 2026-10}. */
    public String monthName(String isoMonth) {
        return by("LLLL").format(YearMonth.parse(isoMonth));
    }

    /** « 2 345,67 € »; empty where there is no amount. */
    public String euros(@Nullable BigDecimal amount) {
        if (amount == null) {
            return "";
        }
        NumberFormat format = NumberFormat.getCurrencyInstance(french() ? Locale.FRANCE : Locale.UK);
        format.setCurrency(Currency.getInstance("EUR"));
        return format.format(amount);
    }

    /** « 6,80 % »; empty where no rate applies. */
    public String rate(@Nullable BigDecimal percent) {
        return percent == null ? "" : number(percent) + (french() ? "\u00a0%" : "%");
    }

    /** « 12,5 ». */
    public String number(BigDecimal number) {
        NumberFormat format = NumberFormat.getNumberInstance(french() ? Locale.FRANCE : Locale.UK);
        format.setMaximumFractionDigits(3);
        return format.format(number);
    }

    /** « 5 jours »; one and a half is singular in French. */
    public String days(BigDecimal days) {
        BigDecimal size = days.abs();
        boolean one = french() ? size.compareTo(BigDecimal.valueOf(2)) < 0 : size.compareTo(BigDecimal.ONE) == 0;
        return Texts.in(locale(), one ? "format.day" : "format.days", number(days));
    }

    /** « 120 Ko ». */
    public String size(long bytes) {
        if (bytes < 1024) {
            return Texts.in(locale(), "format.bytes", bytes);
        }
        if (bytes < 1024 * 1024) {
            return Texts.in(locale(), "format.kilobytes", bytes / 1024);
        }
        return Texts.in(locale(), "format.megabytes", number(BigDecimal.valueOf(bytes * 10 / (1024 * 1024), 1)));
    }

    private DateTimeFormatter by(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, locale());
    }

    private Locale locale() {
        return visitor.getLocale();
    }

    private boolean french() {
        return Locale.FRENCH.equals(locale());
    }
}
