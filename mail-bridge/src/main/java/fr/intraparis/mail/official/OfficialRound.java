package fr.intraparis.mail.official;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.Log;
import fr.intraparis.mail.ground.City;
import fr.intraparis.mail.outgoing.Delivery;
import fr.intraparis.mail.wire.ImapMailbox;
import fr.intraparis.mail.wire.MailServer;
import fr.intraparis.mail.wire.SmtpSubmission;
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

/** Empties the outbox of official messages, once a second. A mail server or Keycloak that is down loses nothing. */
@ApplicationScoped
class OfficialRound {
    private static final Log LOG = Log.of(OfficialRound.class);

    @Resource
    ManagedScheduledExecutorService timer;

    @Inject
    Delivery delivery;

    @Inject
    ServiceToken token;

    @Inject
    MailServer server;

    @Inject
    City city;

    private @Nullable ScheduledFuture<?> rounds;
    private boolean greeted;

    void start(@Observes @Initialized(ApplicationScoped.class) Object started) {
        rounds = timer.scheduleWithFixedDelay(this::round, 2_000, 1_000, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object stopping) {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    private void round() {
        CorrelationId.fresh().bind();
        try {
            if (!greeted) {
                greet();
            }
            if (delivery.deliver(OfficialMail.TOPIC, token::get) == SmtpSubmission.Outcome.TOKEN_REFUSED) {
                token.drop();
            }
        } catch (CodedException e) {
            LOG.warn("official messages wait", "code", e.code().code());
        } catch (RuntimeException e) {
            LOG.error("official messages wait", e);
        } finally {
            CorrelationId.unbind();
        }
    }

    /**
     * Opens the official mailbox once: the first sign-in of all costs a cold mail server more than an agent should wait.
     */
    private void greet() {
        try (ImapMailbox mailbox = ImapMailbox.open(server, city.officialMailbox(), token.get())) {
            greeted = true;
            LOG.info("official mailbox open", "uidValidity", mailbox.uidValidity());
        }
    }
}
