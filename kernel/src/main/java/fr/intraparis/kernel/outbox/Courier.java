package fr.intraparis.kernel.outbox;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.jdbc.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings the messages of one topic to a neighbour. No connection is held while it answers. What it refuses for good is
 * parked: told once in the log, and tried no more; all else comes again after a growing pause.
 */
public final class Courier {
    private static final Log LOG = Log.of(Courier.class);
    private static final int AT_ONCE = 10;
    /** Longer than a token and an answer may take. */
    public static final Duration LEASE = Duration.ofMinutes(1);

    private final Transactions database;
    private final String topic;
    private final Clock clock;

    /** @param topic of the messages that it brings */
    public Courier(Transactions database, String topic, Clock clock) {
        this.database = database;
        this.topic = topic;
        this.clock = clock;
    }

    /** Hands one message over. */
    @FunctionalInterface
    public interface Delivery {
        /**
         * Hands it over, by the message's id as often as needed.
         *
         * @return why the neighbour will never take it; empty when it has it
         * @throws CodedException when it did not arrive for sure
         */
        Optional<ErrorCode> deliver(Outbox.Message message) throws InterruptedException;
    }

    /**
     * Tries what is due, oldest first; whatever is wrong with one message, the others go on.
     *
     * @throws CodedException {@link ErrorCode#SYS_DATABASE}
     */
    public void round(Delivery delivery) throws InterruptedException {
        for (int i = 0; i < AT_ONCE; i++) {
            Optional<Outbox.Message> claimed =
                    database.inTransaction(connection -> Outbox.claim(connection, topic, LEASE, clock.instant()));
            if (claimed.isEmpty()) {
                return;
            }
            tryOne(claimed.get(), delivery);
        }
    }

    /** How many messages are parked. */
    public int parked() {
        return database.inTransaction(connection -> Outbox.countParked(connection, topic));
    }

    private void tryOne(Outbox.Message message, Delivery delivery) throws InterruptedException {
        Optional<ErrorCode> refusal;
        try {
            refusal = delivery.deliver(message);
        } catch (RuntimeException e) {
            ErrorCode code = e instanceof CodedException coded ? coded.code() : ErrorCode.SYS_UNEXPECTED;
            LOG.warn("not delivered", e, "topic", topic, "message", message.id(), "code", code.code());
            database.inTransaction(connection -> {
                if (Outbox.isHeld(connection, message)) {
                    Outbox.failed(connection, message, code, clock.instant());
                }
                return message;
            });
            return;
        }
        database.inTransaction(connection -> {
            if (refusal.isEmpty()) {
                Outbox.done(connection, message.id());
            } else if (Outbox.isHeld(connection, message)) {
                Outbox.parked(connection, message, refusal.get());
            }
            return message;
        });
        if (refusal.isEmpty()) {
            LOG.info("delivered", "topic", topic, "message", message.id());
        } else {
            LOG.warn(
                    "refused for good and parked",
                    "topic",
                    topic,
                    "message",
                    message.id(),
                    "code",
                    refusal.get().code());
        }
    }
}
