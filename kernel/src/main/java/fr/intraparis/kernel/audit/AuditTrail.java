package fr.intraparis.kernel.audit;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Where acts are written down. Tables: {@code audit.sql} beside this class, pasted into the module's migrations. */
public final class AuditTrail {

    /** The configuration key, common to all modules, of the base64 key (32 bytes) that authenticates rows. */
    public static final String KEY_NAME = "intraparis.audit-key";

    private final AuditSeal seal;

    /** @param key at least 32 bytes, known to the modules and not to the database */
    public AuditTrail(byte[] key) {
        this.seal = new AuditSeal(key);
    }

    /**
     * Writes one row in the caller's transaction: no act without its row, no row without its act. A refused request has
     * no transaction of its own, so its caller opens a short one.
     *
     * @param at when it happened, by the module's clock
     * @throws SQLException when the row cannot be written: then the act must not happen either
     */
    public void record(Connection connection, AuditEntry entry, Instant at) throws SQLException {
        JsonObjectBuilder details = Json.createObjectBuilder();
        entry.details().forEach(details::add);
        AuditSeal.Row row = new AuditSeal.Row(
                UUID.randomUUID(),
                at.truncatedTo(ChronoUnit.MICROS),
                entry.actor(),
                entry.act(),
                entry.object(),
                entry.outcome().name(),
                entry.code() == null ? null : entry.code().code(),
                entry.correlationId().value(),
                details.build().toString());
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO audit (id, at, actor, act, object, outcome, code, correlation_id, details, mac)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, row.id());
            insert.setTimestamp(2, Timestamp.from(row.at()));
            insert.setString(3, row.actor());
            insert.setString(4, row.act());
            insert.setString(5, row.object());
            insert.setString(6, row.outcome());
            insert.setString(7, row.code());
            insert.setString(8, row.correlationId());
            insert.setString(9, row.details());
            insert.setBytes(10, seal.mac(row));
            insert.executeUpdate();
        }
    }
}
