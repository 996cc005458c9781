package fr.intraparis.mail.ground;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.audit.AuditSealer;
import fr.intraparis.kernel.idempotency.Idempotency;
import fr.intraparis.kernel.jdbc.Transactions;
import fr.intraparis.kernel.rest.Refused;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** Brings the schema up to date when the module starts, and chains the audit twice a second while it runs; forgets old answers. */
@ApplicationScoped
class Upkeep {
    private static final Log LOG = Log.of(Upkeep.class);

    @Inject
    @ConfigProperty(name = "mail.db-url")
    String url;

    @Inject
    @ConfigProperty(name = "mail.db-user")
    String user;

    @Inject
    @ConfigProperty(name = "mail.db-password")
    String password;

    @Resource
    ManagedScheduledExecutorService timer;

    @Inject
    AuditSealer sealer;

    @Inject
    Clock clock;

    @Inject
    Transactions database;

    @Inject
    Registry registry;

    private @Nullable ScheduledFuture<?> sealing;
    private @Nullable ScheduledFuture<?> forgetting;

    void start(@Observes @Initialized(ApplicationScoped.class) Object started) {
        Flyway.configure(Upkeep.class.getClassLoader())
                // A connection of its own: a change of the tables may last longer than a request may wait.
                .dataSource(url, user, password)
                .locations("classpath:db/migration/mail")
                .connectRetries(10)
                .load()
                .migrate();
        forgetting = timer.scheduleWithFixedDelay(this::forget, 0, 1, TimeUnit.HOURS);
        sealing = timer.scheduleWithFixedDelay(this::seal, 500, 500, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object stopping) {
        if (sealing != null) {
            sealing.cancel(false);
        }
        if (forgetting != null) {
            forgetting.cancel(false);
        }
    }

    /** A refused request writes its row in a short transaction of its own. Without a database the refusal stands. */
    void refused(@Observes Refused refused) {
        try {
            database.inTransaction(connection -> {
                registry.refused(
                        connection,
                        refused.actor(),
                        "request",
                        "path:" + refused.path(),
                        refused.code(),
                        Map.of("method", refused.method()));
                return refused;
            });
        } catch (CodedException e) {
            LOG.error("a refusal left no audit row", e, "code", refused.code().code());
        }
    }

    private void forget() {
        try {
            database.inTransaction(connection -> Idempotency.forget(connection, clock.instant()));
        } catch (RuntimeException e) {
            LOG.warn("old answers not forgotten, next try in an hour", e);
        }
    }

    private void seal() {
        try {
            while (database.inTransaction(sealer::seal) > 0) {
                LOG.info("audit chained");
            }
        } catch (RuntimeException e) {
            LOG.warn("audit not chained, next try in half a second", e);
        }
    }
}
