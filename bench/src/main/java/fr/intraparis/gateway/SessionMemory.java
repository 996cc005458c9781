package fr.intraparis.gateway;

import fr.intraparis.gateway.session.BenchSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Prints how much memory a session takes in the door, with a whole city signed in: at work, and idle. */
public final class SessionMemory {
    private static final int SESSIONS = 55_000;

    private SessionMemory() {}

    /** Measures. */
    public static void main(String[] arguments) throws Exception {
        BenchSessions warm = new BenchSessions();
        warm.open(100, Instant.now());
        long empty = used();
        BenchSessions sessions = new BenchSessions();
        Instant now = Instant.now();
        sessions.open(SESSIONS, now);
        long fresh = used() - empty;
        sessions.work(now, Duration.ofMinutes(5));
        long working = used() - empty;
        sessions.tidy(now.plus(Duration.ofMinutes(6)));
        long idle = used() - empty;
        System.out.printf(
                Locale.ROOT,
                "%d sessions: %d bytes each before their first page, %d at work with three tokens, %d idle (must: 4096)%n",
                sessions.cookies().size() * 50,
                fresh / SESSIONS,
                working / SESSIONS,
                idle / SESSIONS);
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
