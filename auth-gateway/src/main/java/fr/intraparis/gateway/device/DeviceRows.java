package fr.intraparis.gateway.device;

import fr.intraparis.kernel.jdbc.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The tables of keys, proofs and devices. */
final class DeviceRows {
    private static final String COLUMNS = "d.thumbprint, d.username, d.class, d.label, d.browser, d.first_seen,"
            + " d.last_seen, d.registered, d.agreement, d.authorised_until, d.lost";

    private final DataSource database;

    DeviceRows(DataSource database) {
        this.database = database;
    }

    /** All of it or nothing. */
    <T> T transaction(Transactions.Work<T> work) {
        return new Transactions(database).inTransaction(work);
    }

    // --- keys and proofs ----------------------------------------------------------------------------------------

    /** The device whose key the session has; empty when it has none. */
    Optional<Device> of(String session) {
        return transaction(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT " + COLUMNS
                    + " FROM session_key k JOIN device d USING (subject, thumbprint) WHERE k.session = ?")) {
                query.setString(1, session);
                return devices(query).stream().findFirst();
            }
        });
    }

    /** Gives a session its key; whoever comes second finds that it has one. */
    boolean bind(Connection connection, String session, String subject, String thumbprint, Instant now)
            throws SQLException {
        return update(
                        connection,
                        "INSERT INTO session_key (session, subject, thumbprint, since) SELECT id, subject, ?, ? FROM session"
                                + " WHERE id = ? AND subject = ? ON CONFLICT DO NOTHING",
                        thumbprint,
                        Timestamp.from(now),
                        session,
                        subject)
                > 0;
    }

    /** Notes a proof; false when it was noted before. */
    boolean once(String session, String jti, Instant now) {
        return transaction(connection -> update(
                        connection,
                        "INSERT INTO proof (session, jti, seen) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        session,
                        jti,
                        Timestamp.from(now))
                > 0);
    }

    /** Forgets proofs that are too old to count again. */
    void forgetProofs(Instant before) {
        transaction(connection -> update(connection, "DELETE FROM proof WHERE seen < ?", Timestamp.from(before)));
    }

    // --- devices ------------------------------------------------------------------------------------------------

    /** Notes that a person comes with that key. @return whether it is the first time */
    boolean seen(Connection connection, String subject, String username, String thumbprint, String browser, Instant now)
            throws SQLException {
        boolean first = update(
                        connection,
                        "INSERT INTO device (subject, thumbprint, username, class, label, browser, first_seen, last_seen)"
                                + " VALUES (?, ?, ?, 'UNKNOWN', '', ?, ?, ?) ON CONFLICT DO NOTHING",
                        subject,
                        thumbprint,
                        username,
                        browser,
                        Timestamp.from(now),
                        Timestamp.from(now))
                > 0;
        if (!first) {
            update(
                    connection,
                    "UPDATE device SET last_seen = ?, browser = ? WHERE subject = ? AND thumbprint = ?",
                    Timestamp.from(now),
                    browser,
                    subject,
                    thumbprint);
        }
        return first;
    }

    /** A person's devices, the last seen first. */
    List<Device> ofSubject(String subject) {
        return list("WHERE d.subject = ? ORDER BY d.last_seen DESC, d.thumbprint LIMIT 100", subject);
    }

    /** The devices of that user name, those that wait for IT first. */
    List<Device> ofUser(String username) {
        return list(
                "WHERE d.username = ? ORDER BY (d.registered IS NOT NULL AND d.class = 'UNKNOWN' AND d.lost IS NULL) DESC,"
                        + " d.last_seen DESC, d.thumbprint LIMIT 100",
                username);
    }

    private List<Device> list(String condition, String value) {
        return transaction(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT " + COLUMNS + " FROM device d " + condition)) {
                query.setString(1, value);
                return devices(query);
            }
        });
    }

    /** Its owner names it and asks for it to be recognised. */
    boolean register(Connection connection, String subject, String thumbprint, String label, Instant now)
            throws SQLException {
        return update(
                        connection,
                        "UPDATE device SET label = ?, registered = coalesce(registered, ?) WHERE subject = ?"
                                + " AND thumbprint = ? AND lost IS NULL",
                        label,
                        Timestamp.from(now),
                        subject,
                        thumbprint)
                > 0;
    }

    /** IT says what it is. */
    boolean grant(
            Connection connection,
            String username,
            String thumbprint,
            DeviceClass granted,
            @Nullable String agreement,
            @Nullable LocalDate ends,
            String by)
            throws SQLException {
        return update(
                        connection,
                        "UPDATE device SET class = ?, agreement = ?, authorised_until = ?, decided_by = ?"
                                + " WHERE username = ? AND thumbprint = ? AND lost IS NULL",
                        granted.name(),
                        agreement,
                        ends,
                        by,
                        username,
                        thumbprint)
                > 0;
    }

    /** Its owner has lost it. @return the sessions that have its key; empty also when it is nobody's */
    List<String> lose(Connection connection, String subject, String thumbprint, Instant now) throws SQLException {
        update(
                connection,
                "UPDATE device SET lost = coalesce(lost, ?), class = 'UNKNOWN' WHERE subject = ? AND thumbprint = ?",
                Timestamp.from(now),
                subject,
                thumbprint);
        try (PreparedStatement query =
                connection.prepareStatement("SELECT session FROM session_key WHERE subject = ? AND thumbprint = ?")) {
            query.setString(1, subject);
            query.setString(2, thumbprint);
            List<String> sessions = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    sessions.add(row.getString(1));
                }
            }
            return sessions;
        }
    }

    private static List<Device> devices(PreparedStatement query) throws SQLException {
        List<Device> devices = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                devices.add(new Device(
                        row.getString("thumbprint"),
                        row.getString("username"),
                        DeviceClass.valueOf(row.getString("class")),
                        row.getString("label"),
                        row.getString("browser"),
                        row.getTimestamp("first_seen").toInstant(),
                        row.getTimestamp("last_seen").toInstant(),
                        instant(row, "registered"),
                        row.getString("agreement"),
                        row.getObject("authorised_until", LocalDate.class),
                        instant(row, "lost")));
            }
        }
        return devices;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static int update(Connection connection, String statement, @Nullable Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }
}
