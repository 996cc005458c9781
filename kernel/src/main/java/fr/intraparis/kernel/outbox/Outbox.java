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
import java.util.UUID;

/** The outgoing messages of one schema. All methods run in the caller's transaction. */
public final class Outbox {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private Outbox() {}

    /**
     * A message that is due.
     *
     * @param id what makes its delivery idempotent
     * @param tries how often it failed before
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
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE outbox SET tries = tries + 1, next_try = ?, last_code = ? WHERE id = ?")) {
            update.setTimestamp(1, Timestamp.from(next));
            update.setString(2, code.code());
            update.setObject(3, message.id());
            update.executeUpdate();
        }
    }
}
