package fr.intraparis.gateway.support;

import fr.intraparis.gateway.audit.Audit;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.contract.mail.NewTicket;
import fr.intraparis.kernel.contract.mail.OfficialMessage;
import fr.intraparis.kernel.idempotency.Idempotency;
import fr.intraparis.kernel.outbox.Outbox;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Tickets, and what the door writes to people, on their way to mail-bridge: ticket, key and audit row are written together, whatever mail-bridge does now.
 * What it refuses for good is parked in the outbox and told in the log.
 */
@ApplicationScoped
public class Handover {
    static final String TOPIC = "ticket";
    private static final String OFFICIAL = "official-message";
    /** What is handed over, and where. */
    private static final Map<String, String> PLACES =
            Map.of(TOPIC, "/mail/api/sos-tickets", OFFICIAL, "/mail/api/official-messages");

    private static final Log LOG = Log.of(Handover.class);
    private static final int AT_ONCE = 10;
    /** Longer than a token and an answer may take. */
    private static final Duration LEASE = Duration.ofMinutes(1);
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
        inTransaction(connection -> {
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

    /** Writes to a person's professional mailbox, in the transaction of what it tells. */
    public void write(Connection connection, OfficialMessage message) throws SQLException {
        Outbox.put(connection, OFFICIAL, UUID.fromString(message.id()), mailBridge.payload(message));
    }

    private void quietly() {
        try {
            round();
        } catch (RuntimeException later) {
            LOG.warn("tickets wait", later);
        }
    }

    /** Brings what is due to mail-bridge, oldest first; no connection is held while it answers. */
    public void round() {
        PLACES.forEach(this::round);
    }

    private void round(String topic, String place) {
        for (int i = 0; i < AT_ONCE; i++) {
            Optional<Outbox.Message> claimed =
                    inTransaction(connection -> Outbox.claim(connection, topic, LEASE, clock.instant()));
            if (claimed.isEmpty()) {
                return;
            }
            CorrelationId.fresh().bind();
            try {
                hand(claimed.get(), place);
            } finally {
                CorrelationId.unbind();
            }
        }
    }

    private void hand(Outbox.Message message, String place) {
        Optional<ErrorCode> refusal;
        try {
            refusal = mailBridge.take(place, message.payload());
        } catch (RuntimeException e) {
            ErrorCode code = e instanceof CodedException coded ? coded.code() : ErrorCode.SYS_UNEXPECTED;
            LOG.warn("a message waits", e, "message", message.id(), "code", code.code());
            inTransaction(connection -> {
                if (Outbox.isHeld(connection, message)) {
                    Outbox.failed(connection, message, code, clock.instant());
                }
                return message;
            });
            return;
        }
        inTransaction(connection -> {
            if (refusal.isEmpty()) {
                Outbox.done(connection, message.id());
            } else if (Outbox.isHeld(connection, message)) {
                Outbox.parked(connection, message, refusal.get());
            }
            return message;
        });
        refusal.ifPresent(
                code -> LOG.warn("refused for good and parked", "message", message.id(), "code", code.code()));
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException down) {
            throw new CodedException(ErrorCode.SYS_DATABASE, "", down);
        }
    }
}
