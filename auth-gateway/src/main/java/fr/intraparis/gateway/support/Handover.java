package fr.intraparis.gateway.support;

import fr.intraparis.gateway.audit.Audit;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.contract.mail.NewTicket;
import fr.intraparis.kernel.idempotency.Idempotency;
import fr.intraparis.kernel.jdbc.Transactions;
import fr.intraparis.kernel.outbox.Courier;
import fr.intraparis.kernel.outbox.Outbox;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Tickets on their way to mail-bridge: ticket, key and audit row are written together, whatever mail-bridge does now.
 * What it refuses for good is parked in the outbox and told in the log.
 */
@ApplicationScoped
public class Handover {
    static final String TOPIC = "ticket";
    private static final Log LOG = Log.of(Handover.class);
    /** Everybody who is not signed in. */
    private static final String NOBODY = "-";

    private final Clock clock = Clock.systemUTC();

    @Resource(lookup = "java:app/nomades/ds")
    DataSource database;

    @Resource
    ManagedExecutorService executor;

    @Inject
    Audit audit;

    @Inject
    MailBridge mailBridge;

    /**
     * Takes a ticket: from now on it cannot be lost.
     *
     * @param sameness what makes it the same ticket when the same form is sent again
     * @throws CodedException {@link ErrorCode#SYS_KEY_REUSED} when the form's key was used for another ticket
     */
    void take(NewTicket ticket, String sameness) {
        UUID id = UUID.fromString(ticket.id());
        new Transactions(database).inTransaction(connection -> {
            if (Idempotency.claim(connection, NOBODY, id, sameness).isEmpty()) {
                Outbox.put(connection, TOPIC, id, mailBridge.payload(ticket));
                audit.record(
                        connection,
                        AuditEntry.done(
                                NOBODY,
                                "ticket-open",
                                "ticket:" + id,
                                CorrelationId.current(),
                                Map.of("code", ticket.code())));
            }
            return id;
        });
        // At once if all is well; else the round of every second comes by.
        executor.execute(this::quietly);
    }

    private void quietly() {
        try {
            round();
        } catch (RuntimeException later) {
            LOG.warn("tickets wait", later);
        }
    }

    /** Brings what is due to mail-bridge, oldest first. */
    public void round() {
        CorrelationId.fresh().bind();
        try {
            new Courier(new Transactions(database), TOPIC, clock).round(message -> mailBridge.take(message.payload()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            CorrelationId.unbind();
        }
    }
}
