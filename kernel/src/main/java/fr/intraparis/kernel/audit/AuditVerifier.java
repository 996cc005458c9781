package fr.intraparis.kernel.audit;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads the whole audit of the current schema and names each row that is not as it was written. */
public final class AuditVerifier {
    private static final int FETCH = 1_000;

    private final AuditSeal seal;

    /** @param key the same as {@link AuditTrail}'s */
    public AuditVerifier(byte[] key) {
        this.seal = new AuditSeal(key);
    }

    /** What was done to the audit. */
    public enum Kind {
        /** The content of a row was changed. */
        EDITED,
        /** A row is missing. */
        DELETED,
        /** A row was put in that we did not write. */
        INSERTED,
        /** The order of rows, or the end of the chain, was changed. */
        MOVED
    }

    /**
     * One fault.
     *
     * @param row the row's id, or {@code seq <n>} for one that is gone
     */
    public record Fault(Kind kind, String row) {}

    /**
     * Verifies.
     *
     * @param connection with auto-commit off, so that rows are streamed
     * @return the faults, in the order of the chain; empty when all is well
     */
    public List<Fault> verify(Connection connection) throws SQLException {
        List<Fault> faults = new ArrayList<>();
        long expected = 1;
        byte[] hash = {};
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery(
                    "SELECT " + AuditRows.COLUMNS + " FROM audit WHERE seq IS NOT NULL ORDER BY seq")) {
                while (row.next()) {
                    long seq = row.getLong("seq");
                    String id = row.getString("id");
                    byte[] mac = row.getBytes("mac");
                    byte[] stored = row.getBytes("hash");
                    boolean gap = expected < seq;
                    for (; expected < seq; expected++) {
                        faults.add(new Fault(Kind.DELETED, "seq " + expected));
                    }
                    boolean authentic = MessageDigest.isEqual(mac, seal.mac(AuditRows.read(row)));
                    boolean linked = gap || MessageDigest.isEqual(stored, AuditSeal.link(hash, seq, mac));
                    if (!authentic) {
                        faults.add(new Fault(linked ? Kind.EDITED : Kind.INSERTED, id));
                    } else if (!linked) {
                        faults.add(new Fault(Kind.MOVED, id));
                    }
                    hash = stored;
                    expected = seq + 1;
                }
            }
            try (ResultSet head = statement.executeQuery("SELECT seq, hash FROM audit_head")) {
                if (!head.next()) {
                    faults.add(new Fault(Kind.MOVED, "head"));
                } else {
                    for (; expected <= head.getLong("seq"); expected++) {
                        faults.add(new Fault(Kind.DELETED, "seq " + expected));
                    }
                    if (faults.isEmpty() && !MessageDigest.isEqual(hash, head.getBytes("hash"))) {
                        faults.add(new Fault(Kind.MOVED, "head"));
                    }
                }
            }
            try (ResultSet row =
                    statement.executeQuery("SELECT " + AuditRows.COLUMNS + " FROM audit WHERE seq IS NULL")) {
                while (row.next()) {
                    if (!MessageDigest.isEqual(row.getBytes("mac"), seal.mac(AuditRows.read(row)))) {
                        faults.add(new Fault(Kind.INSERTED, row.getString("id")));
                    }
                }
            }
        }
        connection.rollback();
        return List.copyOf(faults);
    }
}
