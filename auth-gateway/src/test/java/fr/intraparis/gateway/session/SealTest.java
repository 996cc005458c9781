package fr.intraparis.gateway.session;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.testing.Shows;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
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
    @Shows("A6.2")
    void aMarkOfRenewalIsOfOneSessionAndSaysWhenItWasGiven() {
        Instant at = Instant.parse("2026-11-22T10:00:00Z");
        String mark = seal.mark("a", at);
        assertEquals(43, mark.length(), "as long as every cookie of the door");
        assertEquals(Optional.of(at), seal.marked("a", mark));
        assertEquals(Optional.empty(), seal.marked("b", mark), "of another session");
        assertEquals(Optional.empty(), new Seal(filled(2)).marked("a", mark), "made by somebody else");
        assertEquals(Optional.empty(), seal.marked("a", Seal.random()));
        String younger = seal.mark("b", at.plusSeconds(3_600)).substring(0, 11) + mark.substring(11);
        assertEquals(Optional.empty(), seal.marked("a", younger), "made younger");
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
