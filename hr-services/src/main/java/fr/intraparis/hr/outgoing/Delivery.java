package fr.intraparis.hr.outgoing;

import fr.intraparis.hr.act.Acts;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.outbox.Outbox;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Brings what is due to mail-bridge. No connection is held while it answers. What it refuses for good is parked: told
 * once in the log, counted by {@code /hr/ready}, and tried no more; all else comes again after a growing pause.
 */
@ApplicationScoped
class Delivery {
    private static final Log LOG = Log.of(Delivery.class);
    private static final int AT_ONCE = 10;
    /** Longer than a token and an answer may take. */
    static final Duration LEASE = Duration.ofMinutes(1);

    @Resource(lookup = "java:app/hr/ds")
    DataSource source;

    @Inject
    MailBridge mailBridge;

    @Inject
    Clock clock;

    /** Tries what is due, oldest first; whatever is wrong with one message, the others go on. */
    void round() throws SQLException, InterruptedException {
        for (int i = 0; i < AT_ONCE; i++) {
            Optional<Outbox.Message> claimed =
                    inTransaction(connection -> Outbox.claim(connection, Acts.MAIL, LEASE, clock.instant()));
            if (claimed.isEmpty()) {
                return;
            }
            tryOne(claimed.get());
        }
    }

    /** How many messages mail-bridge has refused for good. */
    int parked() throws SQLException {
        return inTransaction(connection -> Outbox.countParked(connection, Acts.MAIL));
    }

    private void tryOne(Outbox.Message message) throws SQLException, InterruptedException {
        Optional<ErrorCode> refusal;
        try {
            refusal = mailBridge.deliver(message.id().toString(), message.payload());
        } catch (RuntimeException e) {
            ErrorCode code = e instanceof CodedException coded ? coded.code() : ErrorCode.SYS_UNEXPECTED;
            LOG.warn("not delivered", e, "message", message.id(), "code", code.code());
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
        if (refusal.isEmpty()) {
            LOG.info("delivered", "message", message.id());
        } else {
            LOG.warn(
                    "refused for good and parked",
                    "message",
                    message.id(),
                    "code",
                    refusal.get().code());
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }
}
