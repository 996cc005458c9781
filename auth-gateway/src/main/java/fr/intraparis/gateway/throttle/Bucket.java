package fr.intraparis.gateway.throttle;

import java.time.Duration;
import java.time.Instant;

/** A token bucket: so many at once, and as many again within a minute. */
public final class Bucket {
    private static final double MINUTE = Duration.ofMinutes(1).toNanos();

    private final int most;
    private double left;
    private Instant last;

    /** Full. */
    public Bucket(int most, Instant now) {
        this.most = most;
        this.left = most;
        this.last = now;
    }

    /** Takes one, if there is one. */
    public synchronized boolean take(Instant now) {
        refill(now);
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /** Whether it is as good as a new one. */
    public synchronized boolean full(Instant now) {
        refill(now);
        return left >= most;
    }

    /** A clock that is set back gives nothing and takes nothing. */
    private void refill(Instant now) {
        long passed = Math.max(0, Duration.between(last, now).toNanos());
        left = Math.min(most, left + passed / MINUTE * most);
        last = now;
    }
}
