package fr.intraparis.mail.charter;

import java.util.Locale;

/** A clause of the charter that this room enforces, with the sentence that a person is shown. */
public enum Clause {
    /** Documents of the portal travel between professional addresses only. */
    PROFESSIONAL_MAIL_ONLY(
            "Charte informatique, messagerie : les échanges passent par la messagerie professionnelle de la Ville",
            "IT charter, mail: exchanges go through the city's professional mail");

    private final String french;
    private final String english;

    Clause(String french, String english) {
        this.french = french;
        this.english = english;
    }

    /** In the language of the reader; French unless English is asked for. */
    public String title(Locale locale) {
        return "en".equals(locale.getLanguage()) ? english : french;
    }
}
