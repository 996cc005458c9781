package fr.intraparis.kernel.contract.mail;

import fr.intraparis.kernel.testing.Shows;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Shows("E10.3")
class AnswerCodeTest {
    @Test
    void everyBitOfTheSecretCounts() {
        byte[] bytes = new byte[32];
        Set<String> secrets = new HashSet<>();
        for (int bit = 40; bit < 120; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            secrets.add(AnswerCode.of(bytes).secret());
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertEquals(80, secrets.size());
    }

    @Test
    void whatAPersonCopiesIsReadKindly() {
        byte[] bytes = new byte[32];
        new Random(7).nextBytes(bytes);
        AnswerCode code = AnswerCode.of(bytes);
        assertTrue(code.shown().matches("([0-9A-Z]{4}-){5}[0-9A-Z]{4}"), code.shown());
        String typed = code.shown()
                .toLowerCase(Locale.ROOT)
                .replace("-", " ")
                .replace('0', 'o')
                .replace('1', 'l');
        assertEquals(Optional.of(code), AnswerCode.parse(" " + typed + " "));
        assertEquals(Optional.empty(), AnswerCode.parse(code.reference()));
        assertEquals(Optional.empty(), AnswerCode.parse(code.shown() + "0"));
        assertEquals(Optional.empty(), AnswerCode.parse("U".repeat(24)));
    }

    @Test
    void noLogHoldsTheSecret() {
        AnswerCode code = AnswerCode.of(new byte[32]);
        assertFalse(code.toString().contains(code.secret()));
        assertEquals(64, code.hash().length());
    }
}
