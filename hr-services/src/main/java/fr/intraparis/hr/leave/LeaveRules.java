package fr.intraparis.hr.leave;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** What the texts say about annual leave. A new decree is a new dated entry of {@code rules.json}; old years keep theirs. */
final class LeaveRules {
    private static final BigDecimal MONTHS = new BigDecimal(12);

    private final List<LegalRule> rules;

    private LeaveRules(List<LegalRule> rules) {
        this.rules = rules;
    }

    /** What an agent is entitled to, with the sentence that explains the number. */
    record Entitlement(BigDecimal days, String french, String english, String source) {}

    static LeaveRules read() {
        try (InputStream file = LeaveRules.class.getResourceAsStream("rules.json")) {
            if (file == null) {
                throw new IllegalStateException("rules.json is missing");
            }
            try (JsonReader reader = Json.createReader(file)) {
                return new LeaveRules(reader.readArray().getValuesAs(JsonObject.class).stream()
                        .map(rule -> new LegalRule(
                                rule.getString("id"),
                                rule.getJsonNumber("value").bigDecimalValue(),
                                LocalDate.parse(rule.getString("since")),
                                rule.getString("article"),
                                rule.getString("secondary")))
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LegalRule inForce(String id, LocalDate on) {
        return rules.stream()
                .filter(rule -> rule.id().equals(id) && !rule.since().isAfter(on))
                .max(Comparator.comparing(LegalRule::since))
                .orElseThrow(() -> new IllegalStateException("no rule " + id + " on " + on));
    }

    /** Five times the weekly obligations, in proportion to the months of service of the year. */
    Entitlement annual(int year, WorkingWeek week, LocalDate hiredOn) {
        LegalRule rule = inForce("CA-5X", LocalDate.of(year, 1, 1));
        BigDecimal weekly = plain(week.obligations());
        BigDecimal full = rule.value().multiply(weekly);
        if (hiredOn.getYear() < year) {
            String sum = french(full) + " = " + french(rule.value()) + " × " + french(weekly);
            return new Entitlement(
                    plain(full),
                    sum + " obligations hebdomadaires",
                    plain(full).toPlainString() + " = " + rule.value() + " × " + weekly.toPlainString()
                            + " weekly obligations",
                    rule.source());
        }
        BigDecimal months = hiredOn.getYear() > year ? BigDecimal.ZERO : monthsFrom(hiredOn);
        BigDecimal days = plain(full.multiply(months).divide(MONTHS, 2, RoundingMode.HALF_UP));
        return new Entitlement(
                days,
                french(days) + " = " + french(rule.value()) + " × " + french(weekly) + " obligations hebdomadaires × "
                        + french(plain(months)) + " mois de service / 12",
                days.toPlainString() + " = " + rule.value() + " × " + weekly.toPlainString() + " weekly obligations × "
                        + plain(months).toPlainString() + " months of service / 12",
                rule.source());
    }

    private static BigDecimal monthsFrom(LocalDate hiredOn) {
        int whole = 12 - hiredOn.getMonthValue();
        int left = hiredOn.lengthOfMonth() - hiredOn.getDayOfMonth() + 1;
        BigDecimal part = new BigDecimal(left).divide(new BigDecimal(hiredOn.lengthOfMonth()), 2, RoundingMode.HALF_UP);
        return new BigDecimal(whole).add(part);
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static String french(BigDecimal number) {
        return plain(number).toPlainString().replace('.', ',');
    }
}
