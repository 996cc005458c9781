package fr.intraparis.gateway.throttle;

import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BucketTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final Bucket bucket = new Bucket(60, NOW);

    @Test
    void soManyAtOnceAndThenOneASecond() {
        assertEquals(60, taken(1_000, NOW));
        assertEquals(0, taken(10, NOW.plusMillis(900)));
        assertEquals(1, taken(10, NOW.plusMillis(1_100)));
        assertEquals(60, taken(1_000, NOW.plusSeconds(600)), "never more than it holds");
    }

    @Test
    void aClockThatIsSetBackGivesNothing() {
        assertEquals(60, taken(1_000, NOW));
        assertFalse(bucket.take(NOW.minusSeconds(3_600)));
        assertFalse(bucket.full(NOW.minusSeconds(3_599)));
        assertTrue(bucket.full(NOW));
    }

    private int taken(int asked, Instant now) {
        int taken = 0;
        for (int i = 0; i < asked; i++) {
            taken += bucket.take(now) ? 1 : 0;
        }
        return taken;
    }
}
