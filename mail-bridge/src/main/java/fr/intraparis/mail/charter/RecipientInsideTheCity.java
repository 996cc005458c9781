package fr.intraparis.mail.charter;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.mail.wire.Recipient;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Every recipient has an address of the city. Its domain is the city's, letter for letter: a sub-domain, a longer name
 * that ends alike, a letter of another alphabet are other people's. The part before the {@code @} holds nothing that a
 * relay could read as a second address.
 */
final class RecipientInsideTheCity {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9'_+-]+(\\.[A-Za-z0-9'_+-]+)*");

    private RecipientInsideTheCity() {}

    static Finding judge(Sending sending) {
        List<String> outside = sending.recipients().stream()
                .filter(recipient -> !isInside(recipient, sending.cityDomain()))
                .map(Recipient::address)
                .toList();
        return outside.isEmpty()
                ? Finding.kept(Clause.PROFESSIONAL_MAIL_ONLY)
                : new Finding(Clause.PROFESSIONAL_MAIL_ONLY, ErrorCode.CHA_OUTSIDE_RECIPIENT, outside);
    }

    private static boolean isInside(Recipient recipient, String cityDomain) {
        return recipient.domain().equals(cityDomain)
                && recipient.local().length() <= 64
                && PLAIN.matcher(recipient.local()).matches();
    }
}
