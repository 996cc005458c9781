package fr.intraparis.gateway.session;

import fr.intraparis.gateway.session.TokenSlot.Minted;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Shows("M3")
class TokenSlotTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final ExecutorService background = Executors.newCachedThreadPool();
    private final TokenSlot slot = new TokenSlot();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch keycloakSpeaks = new CountDownLatch(1);

    @AfterEach
    void stop() {
        keycloakSpeaks.countDown();
        background.shutdownNow();
    }

    @Test
    void whileKeycloakIsSilentOneFetchServesAllWhoAsk() throws Exception {
        List<Future<Optional<Minted>>> outcomes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            outcomes.add(slot.fetch(NOW.plusMillis(i), background, failing()));
        }
        assertFalse(outcomes.get(0).isDone());
        keycloakSpeaks.countDown();
        for (Future<Optional<Minted>> outcome : outcomes) {
            assertEquals(ErrorCode.IDP_SLOW, code(outcome));
        }
        assertEquals(1, asked.get(), "eight requests, one call");
    }

    @Test
    void aFailureIsRememberedForASecondAndNoLonger() throws Exception {
        keycloakSpeaks.countDown();
        assertEquals(ErrorCode.IDP_SLOW, code(slot.fetch(NOW, background, failing())));
        Future<Optional<Minted>> soon = slot.fetch(NOW.plusMillis(900), background, failing());
        assertTrue(soon.isDone(), "nobody waits for what has just failed");
        assertEquals(ErrorCode.IDP_SLOW, code(soon));
        assertEquals(1, asked.get());
        Instant later = NOW.plus(TokenSlot.REMEMBERED).plusSeconds(5);
        assertTrue(slot.fetch(later, background, () -> Optional.of(token("new", later)))
                .get(5, TimeUnit.SECONDS)
                .isPresent());
        assertEquals("new", value());
    }

    @Test
    void theOldTokenStaysWhileTheNextIsFetchedAndWhenThatFails() throws Exception {
        slot.fetch(NOW, background, () -> Optional.of(token("old", NOW))).get(5, TimeUnit.SECONDS);
        Future<Optional<Minted>> renewal = slot.fetch(NOW.plusSeconds(150), background, failing());
        assertEquals("old", value());
        keycloakSpeaks.countDown();
        assertEquals(ErrorCode.IDP_SLOW, code(renewal));
        assertEquals("old", value());
    }

    @Test
    void whereNobodyIsFreeToFetchTheNextRequestTriesAgain() throws Exception {
        Future<Optional<Minted>> none = slot.fetch(
                NOW,
                task -> {
                    throw new RejectedExecutionException();
                },
                failing());
        assertTrue(none.isCancelled());
        slot.fetch(NOW, background, () -> Optional.of(token("new", NOW))).get(5, TimeUnit.SECONDS);
        assertEquals("new", value());
    }

    @Test
    void aTokenIsFreshForHalfOfItsLife() {
        Minted minted = token("t", NOW);
        assertTrue(minted.fresh(NOW.plusSeconds(149)));
        assertFalse(minted.fresh(NOW.plusSeconds(150)));
    }

    @Test
    void aTokenThatIsAboutToEndIsNotHandedOn() {
        Minted minted = token("t", NOW);
        assertTrue(minted.usable(NOW.plusSeconds(294)));
        assertFalse(minted.usable(NOW.plusSeconds(295)));
        assertFalse(minted.usable(NOW.plusSeconds(301)));
    }

    private Callable<Optional<Minted>> failing() {
        return () -> {
            asked.incrementAndGet();
            assertTrue(keycloakSpeaks.await(5, TimeUnit.SECONDS));
            throw new CodedException(ErrorCode.IDP_SLOW, "");
        };
    }

    private static Minted token(String value, Instant now) {
        return Minted.of(value, now, Duration.ofMinutes(5));
    }

    private String value() {
        Minted current = slot.current();
        return current == null ? "none" : current.value();
    }

    private static ErrorCode code(Future<Optional<Minted>> outcome) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> outcome.get(5, TimeUnit.SECONDS));
        return assertInstanceOf(CodedException.class, failed.getCause()).code();
    }
}
