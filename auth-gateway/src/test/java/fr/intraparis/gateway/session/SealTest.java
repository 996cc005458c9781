package fr.intraparis.gateway.session;

import fr.intraparis.kernel.CodedException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SealTest {
    private final Seal seal = new Seal(filled(1));

    @Test
    void aTokenAtRestIsReadableWithTheKeyInItsOwnRowOnly() {
        String sealed = seal.close("a refresh token", "row-1");
        assertFalse(sealed.contains("refresh"));
        assertNotEquals(sealed, seal.close("a refresh token", "row-1"));
        assertEquals("a refresh token", seal.open(sealed, "row-1"));
        assertThrows(CodedException.class, () -> seal.open(sealed, "row-2"));
        assertThrows(CodedException.class, () -> new Seal(filled(2)).open(sealed, "row-1"));
        assertThrows(CodedException.class, () -> seal.open(sealed.substring(0, sealed.length() - 2) + "AA", "row-1"));
    }

    @Test
    void theFormTokenBelongsToOneSession() {
        assertEquals(seal.formToken("a"), seal.formToken("a"));
        assertNotEquals(seal.formToken("a"), seal.formToken("b"));
        assertNotEquals(seal.formToken("a"), new Seal(filled(2)).formToken("a"));
    }

    @Test
    void aCookieHas256BitsAndTheTableOnlyItsHash() {
        String cookie = Seal.random();
        assertEquals(43, cookie.length());
        assertEquals(64, Seal.hash(cookie).length());
        assertTrue(Seal.hash(cookie).matches("[0-9a-f]+"));
    }

    @Test
    void aKeyOfAnotherLengthStopsTheStart() {
        assertThrows(IllegalArgumentException.class, () -> new Seal(new byte[16]));
    }

    private static byte[] filled(int value) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }
}
