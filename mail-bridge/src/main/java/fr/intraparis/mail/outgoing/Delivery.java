package fr.intraparis.mail.outgoing;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.jdbc.Transactions;
import fr.intraparis.kernel.outbox.Outbox;
import fr.intraparis.mail.trace.Trace;
import fr.intraparis.mail.trace.Traces;
import fr.intraparis.mail.wire.MailServer;
import fr.intraparis.mail.wire.SmtpSubmission;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Brings what is due from the outbox to the mail server. A message is claimed in a short transaction, handed over
 * without a connection of the database in hand, and its end is written in another short one: a slow mail server costs
 * no other caller anything, and two visits at once send a message once.
 *
 * <p>What SMTP cannot promise: when the mail server takes a message and its answer is lost, or this process dies before
 * the end is written, the message is handed over again when the claim has run out. It has the same Message-ID then, by
 * which the bridge hides the second copy; another mail program may show both.
 */
@Dependent
public class Delivery {
    private static final Log LOG = Log.of(Delivery.class);
    private static final int MOST_AT_ONCE = 50;
    /** Longer than the slowest conversation that {@link MailServer}'s limits allow with fifty recipients. */
    static final Duration LEASE = Duration.ofMinutes(4);

    private final Transactions database;
    private final MailServer server;
    private final Clock clock;

    @Inject
    public Delivery(Transactions database, MailServer server, Clock clock) {
        this.database = database;
        this.server = server;
        this.clock = clock;
    }

    /**
     * Tries what is due under that topic, oldest first, until the mail server says no.
     *
     * @param token asked for once, and only if something is due
     * @return how the last one ended; {@code SENT} when there was none
     */
    public SmtpSubmission.Outcome deliver(String topic, Supplier<String> token) {
        SmtpSubmission.Outcome outcome = SmtpSubmission.Outcome.SENT;
        if (!database.inTransaction(connection -> Outbox.isDue(connection, topic, clock.instant()))) {
            return outcome;
        }
        String asked = token.get();
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            Optional<Outbox.Message> claimed = database.inTransaction(connection -> claim(connection, topic));
            if (claimed.isEmpty()) {
                return outcome;
            }
            outcome = tryOne(claimed.get(), asked);
            if (outcome == SmtpSubmission.Outcome.LATER || outcome == SmtpSubmission.Outcome.TOKEN_REFUSED) {
                return outcome;
            }
        }
        return outcome;
    }

    private Optional<Outbox.Message> claim(Connection connection, String topic) throws SQLException {
        Optional<Outbox.Message> claimed = Outbox.claim(connection, topic, LEASE, clock.instant());
        if (claimed.isPresent()) {
            // Before the try, so that it stands even if this process dies while the mail server answers.
            Traces.tried(connection, claimed.get().id());
        }
        return claimed;
    }

    private SmtpSubmission.Outcome tryOne(Outbox.Message message, String token) {
        Envelope envelope;
        try {
            envelope = Envelope.parse(message.payload());
        } catch (RuntimeException e) {
            LOG.error("an envelope cannot be read", e, "message", message.id());
            database.inTransaction(connection -> {
                Outbox.parked(connection, message, ErrorCode.SYS_UNEXPECTED);
                return message;
            });
            return SmtpSubmission.Outcome.REFUSED;
        }
        SmtpSubmission.Outcome outcome =
                SmtpSubmission.submit(server, envelope.sender(), token, envelope.recipients(), envelope.mime());
        database.inTransaction(connection -> {
            ended(connection, message, outcome);
            return outcome;
        });
        return outcome;
    }

    /** That it was sent is true whoever says it; all else only the one who still holds the claim may say. */
    private void ended(Connection connection, Outbox.Message message, SmtpSubmission.Outcome outcome)
            throws SQLException {
        if (outcome == SmtpSubmission.Outcome.SENT) {
            settle(connection, message, Trace.State.SENT);
        } else if (Outbox.isHeld(connection, message)) {
            switch (outcome) {
                case REFUSED -> settle(connection, message, Trace.State.REFUSED);
                case TOKEN_REFUSED -> hold(connection, message, ErrorCode.SES_TOKEN_INVALID);
                default -> hold(connection, message, ErrorCode.MAI_SERVER_DOWN);
            }
        }
    }

    private void settle(Connection connection, Outbox.Message message, Trace.State state) throws SQLException {
        Traces.settled(connection, message.id(), state, clock.instant());
        Outbox.done(connection, message.id());
    }

    private void hold(Connection connection, Outbox.Message message, ErrorCode code) throws SQLException {
        Traces.held(connection, message.id(), code);
        Outbox.failed(connection, message, code, clock.instant());
    }
}
