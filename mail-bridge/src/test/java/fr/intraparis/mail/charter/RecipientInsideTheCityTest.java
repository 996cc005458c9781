package fr.intraparis.mail.charter;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.mail.wire.SafeMail;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Shows("E2.4")
class RecipientInsideTheCityTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "an agent                          | amelie.durand@paris.fr",
                "capitals                          | Amelie.Durand@PARIS.FR",
                "an apostrophe                     | anne.o'neil@paris.fr",
                "a service                         | dsin-support@paris.fr",
            })
    void mayBeWrittenTo(String what, String address) {
        assertTrue(refusal(address).isEmpty(), what);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a private mailbox                 | amelie.durand@gmail.com",
                "a sub-domain                      | a@nomades.paris.fr",
                "the city as a sub-domain          | a@paris.fr.evil.com",
                "a longer name that ends alike     | a@notparis.fr",
                "a name that begins alike          | a@paris.fr.co",
                "another top level                 | a@paris.com",
                "the top level .paris              | a@fr.paris",
                "Cyrillic а in the domain          | a@pаris.fr",
                "the same, in its coded form       | a@xn--pris-53d.fr",
                "full-width letters                | a@ｐａｒｉｓ.fr",
                "one letter for another            | a@par1s.fr",
                "a percent relay                   | a%evil.com@paris.fr",
                "a bang path                       | evil.com!a@paris.fr",
                "a quoted second address           | \"a@evil.com\"@paris.fr",
                "the city in quotes, then another  | \"a@paris.fr\"@evil.com",
                "an encoded word                   | =?utf-8?q?a=40evil.com?=@paris.fr",
                "a slash                           | a/evil@paris.fr",
            })
    void isOutside(String what, String address) {
        Finding refusal = refusal(address).orElseThrow(() -> new AssertionError(what));
        assertEquals(ErrorCode.CHA_OUTSIDE_RECIPIENT, refusal.code());
        assertEquals(List.of(SafeMail.recipient(address).address()), refusal.evidence());
        assertNotNull(refusal.detail(Locale.ENGLISH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "amelie",
                "@paris.fr",
                "a@",
                "a@paris.fr@evil.com",
                "a@evil.com,b@paris.fr",
                "a@paris.fr b@evil.com",
                "A. Durand <a@paris.fr>",
                "<@evil.com:a@paris.fr>",
                "city:a@paris.fr;",
                "a@paris.fr (b@evil.com)",
                "a@paris.fr\r\nRCPT TO:<b@evil.com>",
                "a@paris..fr",
                "a@[127.0.0.1",
                "a\u200b@paris.fr\u202e",
                "a@paris.fr\0",
                "a@paris\u3002fr\u2028",
            })
    void isNoAddress(String typed) {
        try {
            assertTrue(refusal(typed).isPresent(), "read as an address inside the city: " + typed);
        } catch (CodedException e) {
            assertEquals(ErrorCode.MAI_ADDRESS, e.code());
        }
    }

    @Test
    void oneOutsideAmongManyIsNamedAlone() {
        var recipients = List.of(SafeMail.recipient("a@paris.fr"), SafeMail.recipient("b@gmail.com"));
        Finding refusal =
                CharterOfUse.refusal(new Sending(recipients, "paris.fr")).orElseThrow();
        assertEquals(List.of("b@gmail.com"), refusal.evidence());
        assertTrue(refusal.detail(Locale.FRENCH).contains("messagerie professionnelle"));
    }

    private static java.util.Optional<Finding> refusal(String address) {
        return CharterOfUse.refusal(new Sending(List.of(SafeMail.recipient(address)), "paris.fr"));
    }
}
