package fr.intraparis.hr.leave;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A figure that the law gives, with its text.
 *
 * @param secondary where we read it, when that was not the text itself
 */
record LegalRule(String id, BigDecimal value, LocalDate since, String article, String secondary) {
    String source() {
        return id + " : " + article + ", en vigueur depuis le " + since + " (" + secondary + ")";
    }
}
