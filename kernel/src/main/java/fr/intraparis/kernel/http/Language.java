package fr.intraparis.kernel.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;

/** French unless English is what the reader wants first of the two. */
public final class Language {
    private Language() {}

    /** The language for the answer to this request, from {@code Accept-Language}. */
    public static Locale of(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return Locale.FRENCH;
        }
        return Collections.list(request.getLocales()).stream()
                .filter(locale -> "fr".equals(locale.getLanguage()) || "en".equals(locale.getLanguage()))
                .findFirst()
                .map(locale -> Locale.forLanguageTag(locale.getLanguage()))
                .orElse(Locale.FRENCH);
    }
}
