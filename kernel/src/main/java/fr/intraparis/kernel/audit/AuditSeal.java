package fr.intraparis.kernel.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The two sums over an audit row: its own authentication code, and its link to the row before. */
final class AuditSeal {
    private final SecretKeySpec key;

    AuditSeal(byte[] key) {
        if (key.length < 32) {
            throw new IllegalArgumentException("the audit key must have at least 32 bytes");
        }
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** HMAC-SHA-256 over the fields, each preceded by its length: no two rows share an encoding. */
    byte[] mac(Row row) {
        StringBuilder canonical = new StringBuilder();
        for (String field : new String[] {
            row.id.toString(),
            row.at.toString(),
            row.actor,
            row.act,
            row.object,
            row.outcome,
            row.code == null ? "" : row.code,
            row.correlationId,
            row.details
        }) {
            canonical.append(field.length()).append(':').append(field).append(';');
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(canonical.toString().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    static byte[] link(byte[] previous, long seq, byte[] mac) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            digest.update(Long.toString(seq).getBytes(StandardCharsets.UTF_8));
            digest.update(mac);
            return digest.digest();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The fields that the code covers, as the database gives them. */
    record Row(
            UUID id,
            Instant at,
            String actor,
            String act,
            String object,
            String outcome,
            @Nullable String code,
            String correlationId,
            String details) {}
}
