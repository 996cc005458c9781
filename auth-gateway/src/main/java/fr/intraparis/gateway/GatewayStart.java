package fr.intraparis.gateway;

import fr.intraparis.gateway.audit.Audit;
import fr.intraparis.gateway.audit.Refusals;
import fr.intraparis.gateway.block.Blocks;
import fr.intraparis.gateway.device.DeviceKeys;
import fr.intraparis.gateway.keycloak.Keycloak;
import fr.intraparis.gateway.login.Logins;
import fr.intraparis.gateway.reference.References;
import fr.intraparis.gateway.session.Sessions;
import fr.intraparis.gateway.support.Handover;
import fr.intraparis.kernel.Log;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What the door does by itself, apart from requests: it starts, again and again until it succeeds, because the database
 * or Keycloak may come later than we do; then it keeps its tables tidy.
 */
@ApplicationScoped
public class GatewayStart {
    private static final Log LOG = Log.of(GatewayStart.class);

    /** Twice within the second in which a row must be chained. */
    private static final Duration SEAL_EVERY = Duration.ofMillis(400);

    private final List<Future<?>> rounds = new ArrayList<>();
    private volatile boolean migrated;

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    Database database;

    @Inject
    Keycloak keycloak;

    @Inject
    Sessions sessions;

    @Inject
    Blocks blocks;

    @Inject
    Logins logins;

    @Inject
    DeviceKeys deviceKeys;

    @Inject
    References references;

    @Inject
    Audit audit;

    @Inject
    Refusals refusals;

    @Inject
    Handover tickets;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext application) {
        // Before anything else, so that a door with limits above their ceilings does not open.
        LOG.info("sessions last", "limits", sessions.limits());
        every(Duration.ofSeconds(1), this::migrate);
        every(Duration.ofSeconds(1), this::discover);
        every(SEAL_EVERY, this::seal);
        every(Duration.ofSeconds(1), this::settle);
        every(Duration.ofSeconds(1), this::handOver);
        every(Duration.ofSeconds(2), this::look);
        every(Duration.ofSeconds(15), this::reread);
        every(Duration.ofMinutes(1), this::sweep);
        every(Duration.ofMinutes(1), this::summarise);
    }

    @PreDestroy
    void stop() {
        rounds.forEach(round -> round.cancel(true));
        sessions.stopListening();
        blocks.stopListening();
    }

    /** Whether the schema is up to date: without it nothing but the help pages can be served. */
    public boolean migrated() {
        return migrated;
    }

    /** Whether the door can let people in: schema up to date, database answering, blocks heard, Keycloak known. */
    public boolean ready() {
        return migrated && keycloak.known() && database.reachable() && !blocks.deaf();
    }

    private void migrate() {
        if (!migrated) {
            database.migrate();
            references.look();
            sessions.startListening();
            blocks.startListening();
            migrated = true;
            LOG.info("the schema is up to date");
        }
    }

    private void discover() {
        if (!keycloak.known()) {
            keycloak.discover();
        }
    }

    private void seal() {
        if (migrated) {
            audit.seal();
        }
    }

    private void look() {
        if (migrated) {
            references.look();
        }
    }

    private void settle() {
        if (migrated && keycloak.known()) {
            sessions.settle();
        }
    }

    private void handOver() {
        if (migrated && keycloak.known()) {
            tickets.round();
        }
    }

    private void reread() {
        if (migrated) {
            sessions.reread();
        }
    }

    private void sweep() {
        if (migrated) {
            sessions.sweep();
            logins.sweep();
            blocks.tidy();
            deviceKeys.sweep();
        }
    }

    private void summarise() {
        if (migrated) {
            refusals.summarise();
        }
    }

    private void every(Duration pause, Runnable round) {
        rounds.add(scheduler.scheduleWithFixedDelay(() -> quietly(round), 0, pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** A round that fails is logged and comes again; an exception would end all later ones. */
    private static void quietly(Runnable round) {
        try {
            round.run();
        } catch (RuntimeException later) {
            LOG.warn("will be tried again", later);
        }
    }
}
