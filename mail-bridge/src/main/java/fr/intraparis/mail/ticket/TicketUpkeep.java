package fr.intraparis.mail.ticket;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.Log;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Forgets old tickets, once an hour: people write in them what troubles them. */
@ApplicationScoped
class TicketUpkeep {
    private static final Log LOG = Log.of(TicketUpkeep.class);

    @Resource
    ManagedScheduledExecutorService timer;

    @Inject
    TicketDesk desk;

    private @Nullable ScheduledFuture<?> forgetting;

    void start(@Observes @Initialized(ApplicationScoped.class) Object started) {
        forgetting = timer.scheduleWithFixedDelay(this::forget, 1, 60, TimeUnit.MINUTES);
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object stopping) {
        if (forgetting != null) {
            forgetting.cancel(false);
        }
    }

    private void forget() {
        CorrelationId.fresh().bind();
        try {
            desk.forget();
        } catch (RuntimeException later) {
            LOG.warn("old tickets not forgotten, next try in an hour", later);
        } finally {
            CorrelationId.unbind();
        }
    }
}
