package fr.intraparis.gateway.block;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of blocks. A trigger tells each change; what two operators must do stands in its constraints too. */
final class BlockRows {
    private static final String COLUMNS =
            "id, subject, username, sid, curable, code, cause, evidence, since, raised_by,"
                    + " first_signer, first_name, lifted";

    private BlockRows() {}

    /** Writes a block, unless one like it is in force. @return whether it is new */
    static boolean insert(Connection connection, SessionBlock block) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO session_block (id, subject, username,"
                + " sid, curable, code, cause, evidence, since, raised_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (subject, coalesce(sid, ''), code) WHERE lifted IS NULL DO NOTHING")) {
            insert.setObject(1, block.id());
            insert.setString(2, block.subject());
            insert.setString(3, block.username());
            insert.setString(4, block.sid());
            insert.setBoolean(5, block.curable());
            insert.setString(6, block.code().code());
            insert.setString(7, block.cause());
            insert.setString(8, block.evidence());
            insert.setTimestamp(9, Timestamp.from(block.since()));
            insert.setString(10, block.by());
            return insert.executeUpdate() > 0;
        }
    }

    /** All that are in force, the oldest first. */
    static List<SessionBlock> inForce(Connection connection) throws SQLException {
        return some(connection, "lifted IS NULL ORDER BY since, id", null);
    }

    /** The operator's block of a person that is in force. */
    static Optional<SessionBlock> ofPerson(Connection connection, String subject) throws SQLException {
        return some(connection, "lifted IS NULL AND sid IS NULL AND subject = ? ORDER BY since LIMIT 1", subject)
                .stream()
                .findFirst();
    }

    /** A block that is in force, held until the end of the transaction. */
    static Optional<SessionBlock> hold(Connection connection, UUID id) throws SQLException {
        return some(connection, "lifted IS NULL AND id = ? FOR UPDATE", id).stream()
                .findFirst();
    }

    /** A block that is there, in force or not. */
    static SessionBlock find(Connection connection, UUID id) throws SQLException {
        return some(connection, "id = ?", id).get(0);
    }

    /** Lifts what is curable of that session. @return what was lifted */
    static List<UUID> heal(Connection connection, String sid, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE session_block SET lifted = ?, lifted_by = ?"
                + " WHERE curable AND lifted IS NULL AND sid = ? RETURNING id")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, Blocks.DOOR);
            update.setString(3, sid);
            List<UUID> lifted = new ArrayList<>();
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    lifted.add(row.getObject(1, UUID.class));
                }
            }
            return lifted;
        }
    }

    static void signFirst(Connection connection, UUID id, Operator operator, Instant now) throws SQLException {
        sign(
                connection,
                "UPDATE session_block SET first_signer = ?, first_name = ?, first_signed = ? WHERE id = ?",
                id,
                operator,
                now);
    }

    static void signSecond(Connection connection, UUID id, Operator operator, Instant now) throws SQLException {
        sign(
                connection,
                "UPDATE session_block SET second_signer = ?, second_name = ?, second_signed = ?, lifted = now(),"
                        + " lifted_by = 'operators' WHERE id = ?",
                id,
                operator,
                now);
    }

    private static void sign(Connection connection, String statement, UUID id, Operator operator, Instant now)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            update.setString(1, operator.subject());
            update.setString(2, operator.name());
            update.setTimestamp(3, Timestamp.from(now));
            update.setObject(4, id);
            if (update.executeUpdate() != 1) {
                throw new CodedException(ErrorCode.PRV_BLOCK_UNKNOWN, "");
            }
        }
    }

    /** The person of that user name, as an open session knows them: without asking Keycloak. */
    static Optional<String> subject(Connection connection, String username) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT subject FROM session WHERE username = ? LIMIT 1")) {
            query.setString(1, username);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Ends what is about nobody's session any more, and forgets what is long over. */
    static void tidy(Connection connection) throws SQLException {
        for (String statement : List.of(
                "UPDATE session_block b SET lifted = now(), lifted_by = 'session over' WHERE curable AND lifted IS NULL"
                        + " AND since < now() - interval '6 minutes'"
                        + " AND NOT EXISTS (SELECT FROM session s WHERE s.sid = b.sid)",
                "DELETE FROM session_block WHERE lifted < now() - interval '180 days'",
                "DELETE FROM ended_session WHERE ended < now() - interval '7 minutes'")) {
            try (PreparedStatement change = connection.prepareStatement(statement)) {
                change.executeUpdate();
            }
        }
    }

    private static List<SessionBlock> some(Connection connection, String where, @Nullable Object parameter)
            throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT " + COLUMNS + " FROM session_block WHERE " + where)) {
            if (parameter != null) {
                query.setObject(1, parameter);
            }
            List<SessionBlock> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(block(row));
                }
            }
            return found;
        }
    }

    private static SessionBlock block(ResultSet row) throws SQLException {
        String signer = row.getString("first_signer");
        Timestamp lifted = row.getTimestamp("lifted");
        return new SessionBlock(
                row.getObject("id", UUID.class),
                row.getString("subject"),
                row.getString("username"),
                row.getString("sid"),
                row.getBoolean("curable"),
                ErrorCode.of(row.getString("code")).orElse(ErrorCode.SES_BLOCKED),
                row.getString("cause"),
                row.getString("evidence"),
                row.getTimestamp("since").toInstant(),
                row.getString("raised_by"),
                signer == null ? null : new Operator(signer, row.getString("first_name")),
                lifted == null ? null : lifted.toInstant());
    }
}
