package fr.intraparis.mail.outgoing;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.outbox.Outbox;
import fr.intraparis.mail.ground.Database;
import fr.intraparis.mail.trace.Trace;
import fr.intraparis.mail.trace.Traces;
import fr.intraparis.mail.wire.MailServer;
import fr.intraparis.mail.wire.SmtpSubmission;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Brings what is due from the outbox to the mail server. A message is held by one worker while it is tried (row lock), so
 * that two visits at once send it once.
 */
@Dependent
public class Delivery {
    private static final int MOST_AT_ONCE = 50;

    private final Database database;
    private final MailServer server;
    private final Clock clock;

    @Inject
    public Delivery(Database database, MailServer server, Clock clock) {
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
        String[] asked = new String[1];
        SmtpSubmission.Outcome outcome = SmtpSubmission.Outcome.SENT;
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            List<SmtpSubmission.Outcome> one = database.inTransaction(connection -> {
                List<Outbox.Message> due = Outbox.due(connection, topic, 1, clock.instant());
                if (due.isEmpty()) {
                    return List.of();
                }
                if (asked[0] == null) {
                    asked[0] = token.get();
                }
                return List.of(tryOne(connection, due.get(0), asked[0]));
            });
            if (one.isEmpty()) {
                return outcome;
            }
            outcome = one.get(0);
            if (outcome == SmtpSubmission.Outcome.LATER || outcome == SmtpSubmission.Outcome.TOKEN_REFUSED) {
                return outcome;
            }
        }
        return outcome;
    }

    private SmtpSubmission.Outcome tryOne(Connection connection, Outbox.Message message, String token)
            throws SQLException {
        // In a transaction of its own: it must stand even if this process dies while the mail server answers.
        database.inTransaction(apart -> {
            Traces.tried(apart, message.id());
            return Map.of();
        });
        Envelope envelope = Envelope.parse(message.payload());
        SmtpSubmission.Outcome outcome =
                SmtpSubmission.submit(server, envelope.sender(), token, envelope.recipients(), envelope.mime());
        switch (outcome) {
            case SENT -> settle(connection, message, Trace.State.SENT);
            case REFUSED -> settle(connection, message, Trace.State.REFUSED);
            case LATER -> hold(connection, message, ErrorCode.MAI_SERVER_DOWN);
            case TOKEN_REFUSED -> hold(connection, message, ErrorCode.SES_TOKEN_INVALID);
        }
        return outcome;
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
