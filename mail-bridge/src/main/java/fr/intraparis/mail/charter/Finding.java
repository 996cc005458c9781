package fr.intraparis.mail.charter;

import fr.intraparis.kernel.ErrorCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one clause says of one message.
 *
 * @param code why it is refused; null when the clause is kept
 * @param evidence what breaks the clause, such as the recipients outside the city
 */
public record Finding(Clause clause, @Nullable ErrorCode code, List<String> evidence) {

    /** The clause is kept. */
    static Finding kept(Clause clause) {
        return new Finding(clause, null, List.of());
    }

    /** Names what breaks the clause, and the clause. */
    public String detail(Locale locale) {
        return String.join(", ", evidence) + " — " + clause.title(locale);
    }
}
