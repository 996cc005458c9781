package fr.intraparis.kernel.idempotency;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answers already given by one schema. All methods run in the caller's transaction. */
public final class Idempotency {

    /** The request header. */
    public static final String HEADER = "Idempotency-Key";

    private static final Duration KEPT = Duration.ofDays(7);

    private Idempotency() {}

    /** An answer that was given before. */
    public record Answer(int status, String body) {}

    /**
     * The key of a request.
     *
     * @throws CodedException {@link ErrorCode#SYS_KEY_MISSING} when the header is absent or no UUID
     */
    public static UUID key(@Nullable String header) {
        if (header == null) {
            throw new CodedException(ErrorCode.SYS_KEY_MISSING, HEADER);
        }
        try {
            return UUID.fromString(header);
        } catch (IllegalArgumentException noUuid) {
            throw new CodedException(ErrorCode.SYS_KEY_MISSING, HEADER);
        }
    }

    /**
     * Claims a key for a request. Of two at once, the second waits for the first one's transaction.
     *
     * @param caller agent number or service name
     * @param request what makes the request the same: method, path and body
     * @return the earlier answer, to be given again; empty when the act is to be done now and then {@link #answered}
     * @throws CodedException {@link ErrorCode#SYS_KEY_REUSED} when the key was used for another request
     */
    public static Optional<Answer> claim(Connection connection, String caller, UUID key, String request)
            throws SQLException {
        byte[] hash = sha256(request);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO idempotency (caller, key, request_hash)"
                        + " VALUES (?, ?, ?) ON CONFLICT (caller, key) DO NOTHING")) {
            insert.setString(1, caller);
            insert.setObject(2, key);
            insert.setBytes(3, hash);
            if (insert.executeUpdate() == 1) {
                return Optional.empty();
            }
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT request_hash, status, body FROM idempotency WHERE caller = ? AND key = ?")) {
            select.setString(1, caller);
            select.setObject(2, key);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || !MessageDigest.isEqual(hash, row.getBytes("request_hash"))) {
                    throw new CodedException(ErrorCode.SYS_KEY_REUSED, key.toString());
                }
                String body = row.getString("body");
                return Optional.of(new Answer(row.getInt("status"), body == null ? "" : body));
            }
        }
    }

    /** Keeps the answer for the next time the same request comes. */
    public static void answered(Connection connection, String caller, UUID key, Answer answer) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE idempotency SET status = ?, body = ? WHERE caller = ? AND key = ?")) {
            update.setInt(1, answer.status());
            update.setString(2, answer.body());
            update.setString(3, caller);
            update.setObject(4, key);
            update.executeUpdate();
        }
    }

    /**
     * Forgets the answers of longer ago than any retry: they hold what was answered to a person.
     *
     * @return how many
     */
    public static int forget(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM idempotency WHERE created_at < ?")) {
            delete.setTimestamp(1, Timestamp.from(now.minus(KEPT)));
            return delete.executeUpdate();
        }
    }

    private static byte[] sha256(String request) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
