package fr.intraparis.threads;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RecentThreadsTest {
    private static final int COUNT = 8;
    private final RecentThreads threads = new RecentThreads(COUNT);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void oneAfterTheOtherIsServedByTheThreadThatWasBusyLast() throws InterruptedException {
        Set<Thread> served = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 100; i++) {
            CountDownLatch done = new CountDownLatch(1);
            threads.execute(() -> {
                served.add(Thread.currentThread());
                done.countDown();
            });
            assertTrue(done.await(5, TimeUnit.SECONDS));
            awaitIdle();
        }
        // More than one, if it was still on its way to its place when the next task came.
        assertTrue(served.size() < COUNT / 2, served.size() + " threads for one task at a time");
    }

    @Test
    void whatFindsNoThreadFreeWaitsForOne() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(COUNT);
        for (int i = 0; i < COUNT; i++) {
            threads.execute(() -> {
                busy.countDown();
                await(release);
            });
        }
        assertTrue(busy.await(5, TimeUnit.SECONDS), "all of them serve at once");
        CountDownLatch late = new CountDownLatch(1);
        Thread waiting = new Thread(() -> threads.execute(late::countDown));
        waiting.start();
        assertFalse(late.await(100, TimeUnit.MILLISECONDS), "all are busy");
        release.countDown();
        assertTrue(late.await(5, TimeUnit.SECONDS), "served when one is free");
        waiting.join();
    }

    @Test
    void whoWaitsForAThreadWaitsInTurn() throws InterruptedException {
        RecentThreads one = new RecentThreads(1);
        CountDownLatch release = new CountDownLatch(1);
        one.execute(() -> await(release));
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            int place = i;
            Thread watcher = new Thread(() -> one.execute(() -> {
                served.add(place);
                all.countDown();
            }));
            watcher.start();
            while (watcher.getState() != Thread.State.WAITING) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
        release.countDown();
        assertTrue(all.await(5, TimeUnit.SECONDS));
        assertEquals(List.of(0, 1, 2), served);
        one.shutdownNow();
    }

    @Test
    void nothingIsTakenWhenTheServerStops() {
        threads.shutdownNow();
        assertThrows(RejectedExecutionException.class, () -> threads.execute(() -> {}));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the thread that has served waits again. */
    private static void awaitIdle() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(2);
    }
}
