package fr.intraparis.mail.ground;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Standing;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.audit.AuditTrail;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes audit rows with this module's clock and key, and derives further keys from that key. */
public final class Registry {
    private final byte[] key;
    private final AuditTrail trail;
    private final Clock clock;

    /** @param key the installation's audit key */
    public Registry(byte[] key, Clock clock) {
        this.key = Arrays.copyOf(key, key.length);
        this.trail = new AuditTrail(key);
        this.clock = clock;
    }

    /** Something was done, in the transaction in which it is done. */
    public void done(Connection connection, String actor, String act, String object, Map<String, String> details)
            throws SQLException {
        trail.record(
                connection,
                AuditEntry.done(
                        actor,
                        act,
                        object,
                        CorrelationId.current(),
                        Standing.current().with(details)),
                clock.instant());
    }

    /** Something was refused. */
    public void refused(
            Connection connection, String actor, String act, String object, ErrorCode code, Map<String, String> details)
            throws SQLException {
        trail.record(
                connection,
                AuditEntry.refused(
                        actor,
                        act,
                        object,
                        code,
                        CorrelationId.current(),
                        Standing.current().with(details)),
                clock.instant());
    }

    /** A key for one purpose only, so that one more secret need not be kept. */
    public byte[] keyFor(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(("mail-bridge " + purpose).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
