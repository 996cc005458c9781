package fr.intraparis.mail.ticket;

import fr.intraparis.kernel.contract.mail.NewTicket;
import fr.intraparis.kernel.contract.mail.TicketFact;
import fr.intraparis.kernel.contract.mail.TicketSummary;
import fr.intraparis.kernel.contract.mail.TicketView;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code ticket}. All methods run in the caller's transaction. */
final class Tickets {
    private Tickets() {}

    /** Writes a new one; false when that id is there already. */
    static boolean put(Connection connection, UUID id, NewTicket ticket, byte[] requestHash) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO ticket (id, reference, secret_hash, request_hash, code,"
                        + " correlation_id, body, facts, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO NOTHING")) {
            insert.setObject(1, id);
            insert.setString(2, ticket.reference());
            insert.setBytes(3, HexFormat.of().parseHex(ticket.secretHash()));
            insert.setBytes(4, requestHash);
            insert.setString(5, ticket.code());
            insert.setString(6, ticket.correlationId());
            insert.setString(7, ticket.text());
            insert.setString(8, json(ticket.facts()));
            insert.setTimestamp(9, Timestamp.from(ticket.openedAt()));
            return insert.executeUpdate() == 1;
        }
    }

    /** Deletes those that were opened before then, answered or not; says how many. */
    static int forget(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM ticket WHERE opened_at < ?")) {
            delete.setTimestamp(1, Timestamp.from(before));
            return delete.executeUpdate();
        }
    }

    /** That one. */
    static Optional<Ticket> find(Connection connection, UUID id) throws SQLException {
        return one(connection, "SELECT * FROM ticket WHERE id = ? FOR UPDATE", id);
    }

    /** The one of that reference; nobody else judges its code or answers it meanwhile. */
    static Optional<Ticket> find(Connection connection, String reference) throws SQLException {
        return one(connection, "SELECT * FROM ticket WHERE reference = ? FOR UPDATE", reference);
    }

    /** The queue: what is open first, the oldest first; of the rest the newest. */
    static List<TicketSummary> queue(Connection connection, int most) throws SQLException {
        List<TicketSummary> queue = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id, reference, code, opened_at, state FROM ticket ORDER BY"
                        + " state <> 'OPEN', CASE WHEN state = 'OPEN' THEN opened_at END, opened_at DESC LIMIT ?")) {
            select.setInt(1, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    queue.add(new TicketSummary(
                            row.getString("id"),
                            row.getString("reference"),
                            row.getString("code"),
                            row.getTimestamp("opened_at").toInstant(),
                            row.getString("state")));
                }
            }
        }
        return queue;
    }

    /** IT support has answered it. */
    static void answered(Connection connection, UUID id, String text, String by, Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE ticket SET state = 'ANSWERED', answer = ?, answered_by = ?, answered_at = ? WHERE id = ?")) {
            update.setString(1, text);
            update.setString(2, by);
            update.setTimestamp(3, Timestamp.from(at));
            update.setObject(4, id);
            update.executeUpdate();
        }
    }

    /** Its cause is gone: it is closed. */
    static void healed(Connection connection, UUID id, Instant at) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE ticket SET state = 'CLOSED', healed_at = ? WHERE id = ?")) {
            update.setTimestamp(1, Timestamp.from(at));
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    /** How many wrong codes it was given, and since when. */
    static void wrong(Connection connection, UUID id, int wrong, @Nullable Instant since) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE ticket SET wrong = ?, wrong_since = ? WHERE id = ?")) {
            update.setInt(1, wrong);
            update.setTimestamp(2, since == null ? null : Timestamp.from(since));
            update.setObject(3, id);
            update.executeUpdate();
        }
    }

    private static Optional<Ticket> one(Connection connection, String sql, Object key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, key);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                TicketView view = new TicketView(
                        row.getString("id"),
                        row.getString("reference"),
                        row.getString("code"),
                        row.getString("correlation_id"),
                        row.getString("body"),
                        facts(row.getString("facts")),
                        row.getTimestamp("opened_at").toInstant(),
                        row.getString("state"),
                        row.getString("answer"),
                        instant(row, "answered_at"),
                        instant(row, "healed_at"));
                return Optional.of(new Ticket(
                        row.getObject("id", UUID.class),
                        view,
                        HexFormat.of().formatHex(row.getBytes("secret_hash")),
                        row.getBytes("request_hash"),
                        row.getInt("wrong"),
                        instant(row, "wrong_since")));
            }
        }
    }

    private static String json(List<TicketFact> facts) {
        JsonArrayBuilder lines = Json.createArrayBuilder();
        facts.forEach(
                fact -> lines.add(Json.createArrayBuilder().add(fact.name()).add(fact.value())));
        return lines.build().toString();
    }

    private static List<TicketFact> facts(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readArray().getValuesAs(JsonArray.class).stream()
                    .map(line -> new TicketFact(line.getString(0), line.getString(1)))
                    .toList();
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
