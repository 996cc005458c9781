package fr.intraparis.kernel.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** How a row of the table is read. */
final class AuditRows {
    static final String COLUMNS = "id, at, actor, act, object, outcome, code, correlation_id, details, mac, seq, hash";

    private AuditRows() {}

    static AuditSeal.Row read(ResultSet row) throws SQLException {
        return new AuditSeal.Row(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                row.getString("act"),
                row.getString("object"),
                row.getString("outcome"),
                row.getString("code"),
                row.getString("correlation_id"),
                row.getString("details"));
    }
}
