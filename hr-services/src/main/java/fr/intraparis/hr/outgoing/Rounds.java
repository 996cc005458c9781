package fr.intraparis.hr.outgoing;

import fr.intraparis.hr.act.Acts;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.audit.AuditSealer;
import fr.intraparis.kernel.idempotency.Idempotency;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The work without a caller. Each round is short, may run on every node at once, and survives a database or a neighbour
 * that is down: it says so in the log and comes again.
 */
@ApplicationScoped
class Rounds {
    private static final Log LOG = Log.of(Rounds.class);
    private static final Duration SEAL_EVERY = Duration.ofMillis(400);
    private static final Duration DELIVER_EVERY = Duration.ofSeconds(1);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);
    private static final Duration PREPARE_EVERY = Duration.ofSeconds(1);

    @Resource(lookup = "java:app/hr/ds")
    DataSource source;

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    AuditSealer sealer;

    @Inject
    Clock clock;

    @Inject
    Delivery delivery;

    @Inject
    @ConfigProperty(name = "intraparis.jwks")
    String jwks;

    @Inject
    @ConfigProperty(name = "hr.db-url")
    String url;

    @Inject
    @ConfigProperty(name = "hr.db-user")
    String user;

    @Inject
    @ConfigProperty(name = "hr.db-password")
    String password;

    private final List<Future<?>> scheduled = new ArrayList<>();
    private volatile boolean migrated;
    private volatile boolean keysSeen;

    void start(@Observes Startup startup) {
        every(PREPARE_EVERY, "prepare", this::prepare);
        every(SEAL_EVERY, "seal", this::seal);
        every(DELIVER_EVERY, "deliver", this::deliver);
        every(FORGET_EVERY, "forget", this::forget);
    }

    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) Acts.Queued queued) {
        scheduler.execute(() -> guarded("deliver", this::deliver));
    }

    @PreDestroy
    void stop() {
        scheduled.forEach(task -> task.cancel(true));
    }

    /** What is still missing before requests can be served; empty when nothing is. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        try (Connection connection = source.getConnection()) {
            if (!connection.isValid(2)) {
                missing.add("database");
            }
        } catch (SQLException e) {
            missing.add("database");
        }
        if (!migrated) {
            missing.add("migrations");
        }
        if (!keysSeen) {
            missing.add("keys");
        }
        return missing;
    }

    /** A piece of work that may fail. */
    private interface Round {
        void go() throws SQLException, IOException, InterruptedException;
    }

    private void every(Duration pause, String name, Round round) {
        scheduled.add(scheduler.scheduleWithFixedDelay(
                () -> guarded(name, round), 0, pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static void guarded(String name, Round round) {
        CorrelationId.fresh().bind();
        try {
            round.go();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.warn("a round failed and will come again", "round", name, "cause", e.toString());
        } finally {
            CorrelationId.unbind();
        }
    }

    private void prepare() throws IOException, InterruptedException {
        if (!migrated) {
            try {
                Flyway.configure(Rounds.class.getClassLoader())
                        // A connection of its own: a change of the tables may last longer than a request may wait.
                        .dataSource(url, user, password)
                        .defaultSchema("hr")
                        .createSchemas(false)
                        .locations("classpath:db/migration/hr")
                        .load()
                        .migrate();
                migrated = true;
            } catch (FlywayException e) {
                LOG.warn("the tables could not be brought up to date", e);
            }
        }
        if (!keysSeen) {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(2))
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create(jwks))
                                    .timeout(Duration.ofSeconds(3))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            keysSeen = response.statusCode() == 200 && response.body().contains("\"keys\"");
        }
    }

    private void seal() throws SQLException {
        if (!migrated) {
            return;
        }
        try (Connection connection = transaction()) {
            int sealed = sealer.seal(connection);
            while (sealed > 0) {
                sealed = sealer.seal(connection);
            }
        }
    }

    private void deliver() throws InterruptedException {
        if (migrated) {
            delivery.round();
        }
    }

    private void forget() throws SQLException {
        if (!migrated) {
            return;
        }
        try (Connection connection = transaction()) {
            Idempotency.forget(connection, clock.instant());
            connection.commit();
        }
    }

    private Connection transaction() throws SQLException {
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }
}
