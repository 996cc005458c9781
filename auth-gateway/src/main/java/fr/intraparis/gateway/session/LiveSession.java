package fr.intraparis.gateway.session;

import fr.intraparis.gateway.Audience;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The copy of a session in this node's memory, with what only this node needs. */
final class LiveSession {
    static final Duration WRITE_SEEN = Duration.ofMinutes(1);

    final Session session;
    final String refreshToken;
    private final Map<Wanted, TokenSlot> tokens = new ConcurrentHashMap<>();
    private volatile Instant seen;
    private volatile Instant written;

    LiveSession(Session session, String refreshToken, Instant seen) {
        this.session = session;
        this.refreshToken = refreshToken;
        this.seen = seen;
        this.written = seen;
    }

    /** Tokens say where a visit comes from, and what its device is worth: who moves gets others. */
    private record Wanted(Audience audience, Map<String, String> said) {}

    TokenSlot slot(Audience audience, Map<String, String> said) {
        return tokens.computeIfAbsent(new Wanted(audience, said), any -> new TokenSlot());
    }

    /** Lets go of tokens that have ended: of somebody who does nothing, no more is kept than that they are signed in. */
    void tidy(Instant now) {
        tokens.values().removeIf(slot -> slot.ended(now));
    }

    boolean over(SessionLimits limits, Instant now) {
        return limits.over(session, seen, now);
    }

    Instant seen() {
        return seen;
    }

    /** Notes a request; says whether the row should hear of it, which is at most once a minute. */
    boolean touch(Instant now) {
        seen = now;
        if (Duration.between(written, now).compareTo(WRITE_SEEN) < 0) {
            return false;
        }
        synchronized (this) {
            boolean due = Duration.between(written, now).compareTo(WRITE_SEEN) >= 0;
            if (due) {
                written = now;
            }
            return due;
        }
    }
}
