package fr.intraparis.gateway.session;

import fr.intraparis.gateway.Audience;
import fr.intraparis.gateway.Visit.Zone;
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

    /** Tokens say where a visit comes from: who moves gets others. */
    private record Wanted(Audience audience, Zone zone) {}

    TokenSlot slot(Audience audience, Zone zone) {
        return tokens.computeIfAbsent(new Wanted(audience, zone), any -> new TokenSlot());
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
