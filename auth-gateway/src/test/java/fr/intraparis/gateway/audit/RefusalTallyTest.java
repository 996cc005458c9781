package fr.intraparis.gateway.audit;

import fr.intraparis.gateway.audit.RefusalTally.More;
import fr.intraparis.gateway.audit.RefusalTally.Refused;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Shows("M10")
class RefusalTallyTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final int ROWS = 10;

    @Test
    void aLoopGetsSomeRowsAndOneCount() {
        RefusalTally tally = new RefusalTally(ROWS, NOW);
        assertEquals(ROWS, rows(tally, new Refused("-", "192.0.2.7", ErrorCode.BRW_UNLISTED), 1_000));
        assertEquals(
                1,
                rows(tally, new Refused("-", "192.0.2.8", ErrorCode.BRW_UNLISTED), 1),
                "the neighbour has rows of its own");
        assertEquals(List.of(new More(ErrorCode.BRW_UNLISTED, "-", "192.0.2.7", 990)), tally.take(NOW.plusSeconds(60)));
        assertEquals(List.of(), tally.take(NOW.plusSeconds(120)), "counted once");
    }

    @Test
    void whoIsSignedInKeepsRowsWhateverStrangersDo() {
        RefusalTally tally = new RefusalTally(ROWS, NOW);
        int strangers = 0;
        for (int i = 0; i < 2_000; i++) {
            strangers += rows(tally, new Refused("-", "address " + i, ErrorCode.BRW_UNLISTED), 1);
        }
        assertEquals(300, strangers, "however many addresses");
        assertEquals(1, rows(tally, new Refused("4100003", "address 1", ErrorCode.PRV_ROLE_MISSING), 1));
    }

    @Test
    void aRoundNamesFiftyAndTheOthersByCode() {
        RefusalTally tally = new RefusalTally(0, NOW);
        for (int i = 0; i < 500; i++) {
            rows(tally, new Refused("-", "address " + i, ErrorCode.BRW_TOO_OLD), 1 + i);
        }
        List<More> round = tally.take(NOW);
        assertEquals(51, round.size());
        assertEquals(500, round.get(0).count());
        assertEquals(500 * 501 / 2, sum(round));
    }

    @Test
    void whatCannotBeWrittenIsCountedAgain() {
        RefusalTally tally = new RefusalTally(ROWS, NOW);
        rows(tally, new Refused("-", "192.0.2.7", ErrorCode.BRW_UNLISTED), 100);
        tally.take(NOW).forEach(tally::add);
        tally.add(new More(ErrorCode.BRW_UNLISTED, "-", null, 5));
        assertEquals(95, sum(tally.take(NOW)));
    }

    @Test
    void noneIsLostInNumberUnderAFloodFromMoreAddressesThanAreKept() throws Exception {
        RefusalTally tally = new RefusalTally(1, 100, NOW);
        int floods = 8;
        int each = 20_000;
        long rows = 0;
        long counted = 0;
        ExecutorService threads = Executors.newFixedThreadPool(floods);
        try {
            List<Future<Integer>> written = threads.invokeAll(IntStream.range(0, floods)
                    .mapToObj(flood -> (Callable<Integer>) () -> {
                        int own = 0;
                        for (int i = 0; i < each; i++) {
                            own += rows(tally, new Refused("-", "address " + i % 3_000, ErrorCode.BRW_UNLISTED), 1);
                        }
                        return own;
                    })
                    .toList());
            while (!written.stream().allMatch(Future::isDone)) {
                counted += sum(tally.take(NOW));
            }
            for (Future<Integer> own : written) {
                rows += own.get();
            }
        } finally {
            threads.shutdownNow();
        }
        counted += sum(tally.take(NOW));
        assertTrue(rows <= 300, rows + " rows");
        assertEquals((long) floods * each, rows + counted);
    }

    private static int rows(RefusalTally tally, Refused refused, int times) {
        int rows = 0;
        for (int i = 0; i < times; i++) {
            rows += tally.writes(refused, NOW) ? 1 : 0;
        }
        return rows;
    }

    private static long sum(List<More> round) {
        return round.stream().mapToLong(More::count).sum();
    }
}
