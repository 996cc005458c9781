package fr.intraparis.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The token of one session for one audience. At most one fetch is under way; who needs its outcome shares it. */
final class TokenSlot {
    /** A token that is about to end is not handed on: the upstream would see it ended. */
    private static final Duration MARGIN = Duration.ofSeconds(5);
    /** So long a failure answers all who ask: a neighbour in trouble is not asked anew by each request. */
    static final Duration REMEMBERED = Duration.ofSeconds(1);

    /** @param halfLife from then on the next one is fetched */
    record Minted(String value, Instant halfLife, Instant end) {
        static Minted of(String value, Instant now, Duration life) {
            return new Minted(value, now.plus(life.dividedBy(2)), now.plus(life));
        }

        boolean usable(Instant now) {
            return now.isBefore(end.minus(MARGIN));
        }

        boolean fresh(Instant now) {
            return now.isBefore(halfLife);
        }
    }

    private volatile @Nullable Minted minted;
    private @Nullable FutureTask<Optional<Minted>> fetch;
    private Instant failed = Instant.MIN;

    @Nullable
    Minted current() {
        return minted;
    }

    /** Whether it holds nothing that anybody could use or waits for. */
    synchronized boolean ended(Instant now) {
        boolean idle = fetch == null || (fetch.isDone() && !now.isBefore(failed.plus(REMEMBERED)));
        return idle && (minted == null || !minted.usable(now));
    }

    /**
     * The fetch that is under way, or failed a moment ago, or else a new one.
     *
     * @param how answers the token; empty when there will never be one again
     */
    synchronized Future<Optional<Minted>> fetch(Instant now, Executor background, Callable<Optional<Minted>> how) {
        FutureTask<Optional<Minted>> known = fetch;
        if (known != null && (!known.isDone() || now.isBefore(failed.plus(REMEMBERED)))) {
            return known;
        }
        FutureTask<Optional<Minted>> begun = new FutureTask<>(() -> fetched(now, how));
        fetch = begun;
        try {
            background.execute(begun);
        } catch (RuntimeException busy) {
            // Whatever keeps it from being run: nobody shall wait for it.
            begun.cancel(false);
        }
        return begun;
    }

    private Optional<Minted> fetched(Instant asked, Callable<Optional<Minted>> how) throws Exception {
        long start = System.nanoTime();
        boolean good = false;
        try {
            Optional<Minted> found = how.call();
            synchronized (this) {
                found.ifPresent(fresh -> minted = fresh);
            }
            good = true;
            return found;
        } finally {
            if (!good) {
                synchronized (this) {
                    failed = asked.plusNanos(System.nanoTime() - start);
                }
            }
        }
    }
}
