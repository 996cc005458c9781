package fr.intraparis.gateway.login;

import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Shows("A6.3")
class LoginsTest {
    private static EmbeddedPostgres postgres;
    private static final Logins LOGINS = new Logins();

    @BeforeAll
    static void open() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        LOGINS.database = postgres.getPostgresDatabase();
        Flyway.configure()
                .dataSource(LOGINS.database)
                .locations("classpath:db/migration/nomades")
                .load()
                .migrate();
    }

    @AfterAll
    static void close() throws IOException {
        postgres.close();
    }

    @Test
    void aLoginIsUsedOnce() throws Exception {
        LOGINS.begin(attempt("once", "browser", Instant.now()));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Optional<LoginAttempt>>> racers = IntStream.range(0, 16)
                    .mapToObj(i -> (Callable<Optional<LoginAttempt>>) () -> LOGINS.use("once", "browser"))
                    .toList();
            int won = 0;
            for (Future<Optional<LoginAttempt>> racer : threads.invokeAll(racers)) {
                won += racer.get().isPresent() ? 1 : 0;
            }
            assertEquals(1, won);
            Figure.of("16 callbacks at once, %d accepted", won);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aLoginBelongsToTheBrowserThatBeganIt() {
        LOGINS.begin(attempt("mine", "browser", Instant.now()));
        assertTrue(LOGINS.use("mine", "another browser").isEmpty());
        LoginAttempt found = LOGINS.use("mine", "browser").orElseThrow();
        assertEquals(Assurance.PHR, found.acr());
        assertEquals(Duration.ofMinutes(15), found.maxAge());
        assertEquals("/intraparis/privileged", found.returnTo());
        assertTrue(found.shared());
    }

    @Test
    @Shows("E6.2")
    void aLoginThatBeginsAnewLeadsWhereTheLastOneOfTheBrowserDid() {
        LOGINS.begin(
                attempt("first", "two tabs", "/intraparis/leave", Instant.now().minusSeconds(60)));
        LOGINS.begin(attempt("second", "two tabs", "/intraparis/mailbox", Instant.now()));
        LOGINS.begin(attempt(
                "late", "late browser", "/intraparis/leave", Instant.now().minus(Logins.LIFE)));
        assertEquals(Optional.of("/intraparis/mailbox"), LOGINS.lastTarget("two tabs"));
        assertEquals(Optional.empty(), LOGINS.lastTarget("late browser"));
        assertEquals(Optional.empty(), LOGINS.lastTarget("nobody"));
    }

    @Test
    void aLoginIsForgottenAfterTenMinutes() {
        LOGINS.begin(attempt("old", "old browser", Instant.now().minus(Logins.LIFE)));
        assertFalse(LOGINS.known("old browser"));
        assertTrue(LOGINS.use("old", "old browser").isEmpty());
        LOGINS.begin(attempt("young", "young browser", Instant.now()));
        LOGINS.sweep();
        assertTrue(LOGINS.known("young browser"));
    }

    private static LoginAttempt attempt(String state, String browser, Instant created) {
        return attempt(state, browser, "/intraparis/privileged", created);
    }

    private static LoginAttempt attempt(String state, String browser, String returnTo, Instant created) {
        return new LoginAttempt(
                state,
                browser,
                "nonce",
                "verifier",
                returnTo,
                Assurance.PHR,
                Duration.ofMinutes(15),
                Locale.ENGLISH,
                created,
                true);
    }
}
