package fr.intraparis.gateway.reference;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The last good list of each name, in the database: what every node goes by, also after a restart. */
final class Lists {

    /** A list as it was signed. */
    record Signed(byte[] content, byte[] signature) {}

    private Lists() {}

    /** The fingerprint of each list that was ever accepted. */
    static Map<String, String> fingerprints(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT list, sha256 FROM reference");
                ResultSet row = select.executeQuery()) {
            Map<String, String> found = new HashMap<>();
            while (row.next()) {
                found.put(row.getString(1), row.getString(2));
            }
            return found;
        }
    }

    static Optional<Signed> find(Connection connection, String list) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT content, signature FROM reference WHERE list = ?")) {
            select.setString(1, list);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Signed(row.getBytes(1), row.getBytes(2))) : Optional.empty();
            }
        }
    }

    /** Keeps a list, unless one of a later date is there. Whether it was kept. */
    static boolean keep(Connection connection, Header header, Signed signed, String sha256, String author, Instant at)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT INTO reference AS kept (list, version, date, author, content, signature, sha256, accepted)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (list) DO UPDATE SET version = excluded.version, date = excluded.date,"
                        + " author = excluded.author, content = excluded.content, signature = excluded.signature,"
                        + " sha256 = excluded.sha256, accepted = excluded.accepted, warned = NULL"
                        + " WHERE kept.date <= excluded.date AND kept.sha256 <> excluded.sha256")) {
            upsert.setString(1, header.list());
            upsert.setString(2, header.version());
            upsert.setObject(3, header.date());
            upsert.setString(4, author);
            upsert.setBytes(5, signed.content());
            upsert.setBytes(6, signed.signature());
            upsert.setString(7, sha256);
            upsert.setTimestamp(8, Timestamp.from(at));
            return upsert.executeUpdate() == 1;
        }
    }

    /** Whether nobody has warned today that the list is old; from then on somebody has. */
    static boolean toWarn(Connection connection, String list, LocalDate today) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE reference SET warned = ? WHERE list = ? AND warned IS DISTINCT FROM ?")) {
            update.setObject(1, today);
            update.setString(2, list);
            update.setObject(3, today);
            return update.executeUpdate() == 1;
        }
    }
}
