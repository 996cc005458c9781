package fr.intraparis.stack.secret;

import fr.intraparis.stack.plan.StackPlan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Somebody one can log in as.
 *
 * @param totp the raw secret of the registered device; null for who has none yet
 */
public record Person(
        String username,
        String name,
        String agentId,
        String role,
        String department,
        String password,
        @Nullable String totp) {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** The professional address. */
    public String email() {
        return username + "@" + StackPlan.MAIL_DOMAIN;
    }

    /** The secret as apps take it; empty without a device. */
    public String totpForApps() {
        if (totp == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte each : totp.getBytes(StandardCharsets.US_ASCII)) {
            bits = (bits << 8) | (each & 0xff);
            held += 8;
            while (held >= 5) {
                held -= 5;
                text.append(BASE32.charAt((bits >> held) & 31));
            }
            bits &= (1 << held) - 1;
        }
        return held == 0
                ? text.toString()
                : text.append(BASE32.charAt((bits << (5 - held)) & 31)).toString();
    }

    /** What a QR code of the secret says. */
    public String otpauth() {
        return "otpauth://totp/Nomades:" + username + "?secret=" + totpForApps() + "&issuer=Nomades";
    }

    /** The six digits that the device shows at that time. */
    public String code(Instant time) {
        if (totp == null) {
            throw new IllegalStateException(username + " has no registered device");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(totp.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
            byte[] hash = mac.doFinal(
                    ByteBuffer.allocate(8).putLong(time.getEpochSecond() / 30).array());
            int start = hash[hash.length - 1] & 15;
            int number = ByteBuffer.wrap(hash, start, 4).getInt() & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA1 is part of every Java", e);
        }
    }
}
