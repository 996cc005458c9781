package fr.intraparis.gateway.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The token of one session for one audience, and whether somebody is fetching the next one. */
final class TokenSlot {
    /** A token that is about to end is not handed on: the upstream would see it ended. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** @param halfLife from then on the next one is fetched */
    record Minted(String value, Instant halfLife, Instant end) {
        static Minted of(String value, Instant now, Duration life) {
            return new Minted(value, now.plus(life.dividedBy(2)), now.plus(life));
        }

        boolean usable(Instant now) {
            return now.isBefore(end.minus(MARGIN));
        }
    }

    /** Held while a token is being fetched. */
    final Object lock = new Object();

    private volatile @Nullable Minted minted;
    private boolean renewing;

    @Nullable
    Minted current() {
        return minted;
    }

    void put(Minted fresh) {
        minted = fresh;
    }

    /** Whether the caller is the one who renews now: the first to ask after half of its life. */
    synchronized boolean claim(Instant now) {
        Minted current = minted;
        if (renewing || (current != null && now.isBefore(current.halfLife()))) {
            return false;
        }
        renewing = true;
        return true;
    }

    synchronized void release() {
        renewing = false;
    }
}
