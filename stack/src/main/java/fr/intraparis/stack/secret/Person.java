package fr.intraparis.stack.secret;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import fr.intraparis.stack.plan.StackPlan;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
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
    private static final TimeBasedOneTimePasswordGenerator CODES = new TimeBasedOneTimePasswordGenerator();

    /** The professional address. */
    public String email() {
        return username + "@" + StackPlan.MAIL_DOMAIN;
    }

    /** The secret as apps take it; empty without a device. */
    public String totpForApps() {
        return totp == null
                ? ""
                : new Base32()
                        .encodeToString(totp.getBytes(StandardCharsets.US_ASCII))
                        .replace("=", "");
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
            return CODES.generateOneTimePasswordString(
                    new SecretKeySpec(totp.getBytes(StandardCharsets.US_ASCII), "RAW"), time);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("the device of " + username + " has no usable secret", e);
        }
    }

    /** The name alone: the rest would end up in logs and reports. */
    @Override
    public String toString() {
        return name;
    }
}
