package fr.intraparis.mail.mailbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names a message of one mailbox to the outside: its uid under a seal that holds the mailbox and that mailbox's
 * uid validity. It names nothing in any other mailbox, and cannot be counted up or down.
 */
final class MessageIds {
    private static final int SEAL = 16;

    private final SecretKeySpec key;

    MessageIds(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    String seal(String mailbox, long uidValidity, long uid) {
        byte[] seal = mac(mailbox, uidValidity, uid);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(Long.BYTES + SEAL)
                        .putLong(uid)
                        .put(seal, 0, SEAL)
                        .array());
    }

    /** The uid; empty when that id names nothing in that mailbox. */
    OptionalLong open(String mailbox, long uidValidity, String id) {
        if (id.length() != 32) {
            return OptionalLong.empty();
        }
        try {
            ByteBuffer read = ByteBuffer.wrap(Base64.getUrlDecoder().decode(id));
            long uid = read.getLong();
            byte[] seal = new byte[SEAL];
            read.get(seal);
            return MessageDigest.isEqual(seal, Arrays.copyOf(mac(mailbox, uidValidity, uid), SEAL))
                    ? OptionalLong.of(uid)
                    : OptionalLong.empty();
        } catch (IllegalArgumentException notOurs) {
            return OptionalLong.empty();
        }
    }

    private byte[] mac(String mailbox, long uidValidity, long uid) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal((mailbox + '\n' + uidValidity + '\n' + uid).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
