package fr.intraparis.gateway.session;

import fr.intraparis.gateway.session.TokenSlot.Minted;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TokenSlotTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    @Test
    void aTokenIsRenewedOnceAfterHalfOfItsLife() {
        TokenSlot slot = new TokenSlot();
        slot.put(Minted.of("t", NOW, Duration.ofMinutes(5)));
        assertFalse(slot.claim(NOW.plusSeconds(149)));
        assertTrue(slot.claim(NOW.plusSeconds(150)));
        assertFalse(slot.claim(NOW.plusSeconds(151)), "one renews, the others go on with what is there");
        slot.release();
        assertTrue(slot.claim(NOW.plusSeconds(152)), "a renewal that failed is tried again");
    }

    @Test
    void aTokenThatIsAboutToEndIsNotHandedOn() {
        Minted minted = Minted.of("t", NOW, Duration.ofMinutes(5));
        assertTrue(minted.usable(NOW.plusSeconds(294)));
        assertFalse(minted.usable(NOW.plusSeconds(295)));
        assertFalse(minted.usable(NOW.plusSeconds(301)));
    }
}
