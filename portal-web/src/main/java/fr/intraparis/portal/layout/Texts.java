package fr.intraparis.portal.layout;

import fr.intraparis.portal.visitor.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The catalogue of user-visible text, with values put in. */
@Named
@RequestScoped
public class Texts {
    private static final String CATALOGUE = "fr.intraparis.portal.messages";

    @Inject
    private Visitor visitor;

    /** The entry, with {@code {0}}, {@code {1}} … replaced. */
    public String with(String key, Object... values) {
        return in(visitor.getLocale(), key, values);
    }

    /** As above, in that language. */
    public static String in(Locale locale, String key, Object... values) {
        String pattern = ResourceBundle.getBundle(CATALOGUE, locale).getString(key);
        return new MessageFormat(pattern, locale).format(values);
    }
}
