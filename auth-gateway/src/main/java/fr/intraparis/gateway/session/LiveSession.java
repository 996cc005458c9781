package fr.intraparis.gateway.session;

import fr.intraparis.gateway.Audience;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The copy of a session in this node's memory, with what only this node needs. */
final class LiveSession {
    static final Duration WRITE_SEEN = Duration.ofMinutes(1);

    final Session session;
    final String refreshToken;
    private final Map<Wanted, TokenSlot> tokens = new ConcurrentHashMap<>();
    private volatile @Nullable String formToken;
    private volatile @Nullable Mark lastMark;
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

    /** A mark that was found to be ours; each page carries the same one until the next renewal. */
    private record Mark(String value, Instant at) {}

    /** What its forms carry: always the same, so made once. */
    String formToken(Seal seal) {
        String made = formToken;
        if (made == null) {
            made = seal.formToken(session.id());
            formToken = made;
        }
        return made;
    }

    /** When the browser with that mark signed; empty when it is not of this session, or not ours. */
    Optional<Instant> marked(Seal seal, String mark) {
        Mark known = lastMark;
        if (known != null
                && MessageDigest.isEqual(
                        known.value().getBytes(StandardCharsets.UTF_8), mark.getBytes(StandardCharsets.UTF_8))) {
            return Optional.of(known.at());
        }
        Optional<Instant> at = seal.marked(session.id(), mark);
        at.ifPresent(signed -> lastMark = new Mark(mark, signed));
        return at;
    }

    TokenSlot slot(Audience audience, Map<String, String> said) {
        Wanted wanted = new Wanted(audience, said);
        // To look first takes no lock, and a page's requests come side by side.
        TokenSlot known = tokens.get(wanted);
        return known == null ? tokens.computeIfAbsent(wanted, any -> new TokenSlot()) : known;
    }

    /** Lets go of tokens that have ended: of somebody who does nothing, no more is kept than that they are signed in. */
    void tidy(Instant now) {
        tokens.values().removeIf(slot -> slot.ended(now));
        if (tokens.isEmpty()) {
            formToken = null;
            lastMark = null;
        }
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
