package fr.intraparis.kernel.outbox;

import fr.intraparis.kernel.ErrorCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The outgoing messages of one schema. All methods run in the caller's transaction. A worker that has to wait for a
 * neighbour {@link #claim}s a message, commits, delivers it without a connection in hand, and says in a second
 * transaction how it ended. A worker that dies in between lets its claim run out: then the message is due again.
 */
public final class Outbox {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private Outbox() {}

    /**
     * A message that is due.
     *
     * @param id what makes its delivery idempotent
     * @param tries how often it was taken before
     */
    public record Message(UUID id, String topic, String payload, int tries) {}

    /** Puts a message in; the same id twice is one message. */
    public static void put(Connection connection, String topic, UUID id, String payload) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO outbox (id, topic, payload) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING")) {
            insert.setObject(1, id);
            insert.setString(2, topic);
            insert.setString(3, payload);
            insert.executeUpdate();
        }
    }

    /** Takes up to {@code most} messages that are due; other workers pass them by until the transaction ends. */
    public static List<Message> due(Connection connection, String topic, int most, Instant now) throws SQLException {
        List<Message> due = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id, topic, payload, tries FROM outbox WHERE topic = ? AND"
                        + " next_try <= ? ORDER BY next_try, created_at LIMIT ? FOR UPDATE SKIP LOCKED")) {
            select.setString(1, topic);
            select.setTimestamp(2, Timestamp.from(now));
            select.setInt(3, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    due.add(new Message(
                            row.getObject("id", UUID.class),
                            row.getString("topic"),
                            row.getString("payload"),
                            row.getInt("tries")));
                }
            }
        }
        return due;
    }

    /** Whether a message is due, so that nobody prepares a delivery for nothing. */
    public static boolean isDue(Connection connection, String topic, Instant now) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT EXISTS (SELECT 1 FROM outbox WHERE topic = ? AND next_try <= ?)")) {
            select.setString(1, topic);
            select.setTimestamp(2, Timestamp.from(now));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /**
     * Takes the message that is due the longest; once the caller has committed, nobody else gets it for that time.
     *
     * @param lease longer than any delivery lasts
     */
    public static Optional<Message> claim(Connection connection, String topic, Duration lease, Instant now)
            throws SQLException {
        List<Message> due = due(connection, topic, 1, now);
        if (due.isEmpty()) {
            return Optional.empty();
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE outbox SET tries = tries + 1, next_try = ? WHERE id = ?")) {
            update.setTimestamp(1, Timestamp.from(now.plus(lease)));
            update.setObject(2, due.get(0).id());
            update.executeUpdate();
        }
        return Optional.of(due.get(0));
    }

    /** Whether it is there and nobody has claimed it after this caller, who alone may then say how it ended. */
    public static boolean isHeld(Connection connection, Message message) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT 1 FROM outbox WHERE id = ? AND tries <= ? FOR UPDATE")) {
            select.setObject(1, message.id());
            select.setInt(2, message.tries() + 1);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** It arrived: forget it. */
    public static void done(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM outbox WHERE id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
    }

    /** It did not arrive: try again after 1, 2, 4 … seconds, five minutes at most. */
    public static void failed(Connection connection, Message message, ErrorCode code, Instant now) throws SQLException {
        Duration pause = Duration.ofSeconds(1L << Math.min(message.tries(), 9));
        Instant next = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE outbox SET tries = ?, next_try = ?, last_code = ? WHERE id = ?")) {
            update.setInt(1, message.tries() + 1);
            update.setTimestamp(2, Timestamp.from(next));
            update.setString(3, code.code());
            update.setObject(4, message.id());
            update.executeUpdate();
        }
    }

    /** It will never be taken as it is: it is kept, with the reason, until somebody sets its {@code next_try}. */
    public static void parked(Connection connection, Message message, ErrorCode code) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE outbox SET tries = ?, next_try = 'infinity', last_code = ? WHERE id = ?")) {
            update.setInt(1, message.tries() + 1);
            update.setString(2, code.code());
            update.setObject(3, message.id());
            update.executeUpdate();
        }
    }

    /** How many are parked under that topic. */
    public static int countParked(Connection connection, String topic) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT count(*) FROM outbox WHERE topic = ? AND next_try = 'infinity'")) {
            select.setString(1, topic);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
