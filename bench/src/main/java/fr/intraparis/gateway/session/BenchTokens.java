package fr.intraparis.gateway.session;

import java.time.Duration;
import java.time.Instant;

/** The product's own tokens, of which all are there already. */
public final class BenchTokens extends Tokens {
    /** Takes them from those sessions, for as long as a measurement lasts. */
    public BenchTokens(BenchSessions sessions) throws Exception {
        this.sessions = sessions;
        sessions.work(Instant.now(), Duration.ofHours(9));
    }
}
