package fr.intraparis.mail.trace;

import fr.intraparis.kernel.ErrorCode;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The table {@code trace}. All methods run in the caller's transaction. */
public final class Traces {
    private Traces() {}

    /** Writes a new one; false when that id is there already. */
    public static boolean put(Connection connection, Trace trace) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO trace (id, kind, message_id, author, sender, recipients, size,"
                        + " attachments, request_hash, state, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO NOTHING")) {
            insert.setObject(1, trace.id());
            insert.setString(2, trace.kind().name());
            insert.setString(3, trace.messageId());
            insert.setString(4, trace.author());
            insert.setString(5, trace.sender());
            insert.setArray(6, text(connection, trace.recipients()));
            insert.setInt(7, trace.size());
            insert.setInt(8, trace.attachments());
            insert.setBytes(9, trace.requestHash());
            insert.setString(10, trace.state().name());
            insert.setTimestamp(11, Timestamp.from(trace.at()));
            return insert.executeUpdate() == 1;
        }
    }

    /** That one. */
    public static Optional<Trace> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM trace WHERE id = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Timestamp settled = row.getTimestamp("settled_at");
                return Optional.of(new Trace(
                        id,
                        Trace.Kind.valueOf(row.getString("kind")),
                        row.getString("message_id"),
                        row.getString("author"),
                        row.getString("sender"),
                        List.of((String[]) row.getArray("recipients").getArray()),
                        row.getInt("size"),
                        row.getInt("attachments"),
                        row.getBytes("request_hash"),
                        Trace.State.valueOf(row.getString("state")),
                        (settled == null ? row.getTimestamp("created_at") : settled).toInstant()));
            }
        }
    }

    /** One more try begins. Committed before the try: only a message tried twice can have arrived twice. */
    public static void tried(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE trace SET attempts = attempts + 1 WHERE id = ?")) {
            update.setObject(1, id);
            update.executeUpdate();
        }
    }

    /** The mail server has spoken its last word on it. */
    public static void settled(Connection connection, UUID id, Trace.State state, Instant at) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE trace SET state = ?, settled_at = ? WHERE id = ?")) {
            update.setString(1, state.name());
            update.setTimestamp(2, Timestamp.from(at));
            update.setObject(3, id);
            update.executeUpdate();
        }
    }

    /** It stays where it is, for that reason. */
    public static void held(Connection connection, UUID id, ErrorCode code) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE trace SET last_code = ? WHERE id = ?")) {
            update.setString(1, code.code());
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    /** How many messages of that mailbox wait. */
    public static int waiting(Connection connection, String sender) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT count(*) FROM trace WHERE sender = ? AND state = 'WAITING'")) {
            select.setString(1, sender);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Which of these Message-IDs are official messages that we sent to that very mailbox. */
    public static Set<String> official(Connection connection, String recipient, Collection<String> messageIds)
            throws SQLException {
        return among(connection, "kind = 'OFFICIAL' AND ? = ANY (recipients)", List.of(recipient), messageIds);
    }

    /** Which of these Message-IDs were handed to the mail server more than once. */
    public static Set<String> triedTwice(Connection connection, Collection<String> messageIds) throws SQLException {
        return among(connection, "attempts > 1", List.of(), messageIds);
    }

    private static Set<String> among(
            Connection connection, String condition, List<String> values, Collection<String> messageIds)
            throws SQLException {
        Set<String> found = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT message_id FROM trace WHERE " + condition + " AND message_id = ANY (?)")) {
            int place = 1;
            for (String value : values) {
                select.setString(place++, value);
            }
            select.setArray(place, text(connection, messageIds));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
        }
        return found;
    }

    private static Array text(Connection connection, Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
