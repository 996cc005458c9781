package fr.intraparis.kernel.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/** French unless English is what the reader wants first of the two. */
public final class Language {
    private static final int LONGEST = 500;

    private Language() {}

    /** The language for the answer to this request, from {@code Accept-Language}. */
    public static Locale of(HttpServletRequest request) {
        String wanted = request.getHeader("Accept-Language");
        if (wanted == null || wanted.length() > LONGEST) {
            return Locale.FRENCH;
        }
        try {
            for (Locale.LanguageRange range : Locale.LanguageRange.parse(wanted)) {
                String language = range.getWeight() > 0 ? range.getRange().split("-", 2)[0] : "";
                if (language.equals("fr")) {
                    return Locale.FRENCH;
                }
                if (language.equals("en")) {
                    return Locale.ENGLISH;
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException garbled) {
            // The second for a lone dash, JDK 17.
            return Locale.FRENCH;
        }
        return Locale.FRENCH;
    }
}
