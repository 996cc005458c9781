package fr.intraparis.gateway.session;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secrets of sessions: made here, kept sealed, recognised by their hash. */
public final class Seal {
    private static final String OWNER = "session";
    private static final int MARK = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] tokenKey;
    private final byte[] formKey;
    private final byte[] markKey;

    /** @param key of the installation, 32 bytes; each use has its own, drawn from it */
    public Seal(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("nomades.session-key is not 32 bytes in base64");
        }
        tokenKey = mac(key, "tokens at rest");
        formKey = mac(key, "form tokens");
        markKey = mac(key, "renewals");
    }

    /** 256 random bits for a cookie, a state, a nonce. */
    public static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What the table keeps of such a value: who reads the table can't make it. */
    public static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** A token as the table keeps it: readable with the key only, and only in the row it was made for. */
    String close(String token, String session) {
        JWEObject sealed = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                        .customParam(OWNER, session)
                        .build(),
                new Payload(token));
        try {
            sealed.encrypt(new DirectEncrypter(tokenKey));
            return sealed.serialize();
        } catch (JOSEException unsealed) {
            throw new IllegalStateException(unsealed);
        }
    }

    /** The token again. */
    String open(String sealed, String session) {
        try {
            JWEObject token = JWEObject.parse(sealed);
            token.decrypt(new DirectDecrypter(tokenKey));
            if (!session.equals(token.getHeader().getCustomParam(OWNER))) {
                throw new CodedException(ErrorCode.SYS_UNEXPECTED, "a token stands in the row of another session");
            }
            return token.getPayload().toString();
        } catch (ParseException | JOSEException broken) {
            throw new CodedException(ErrorCode.SYS_UNEXPECTED, "a sealed token can't be opened", broken);
        }
    }

    /** What the forms of that session carry. */
    String formToken(String session) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(formKey, session));
    }

    /** What the browser holds that signed for that session at that time: the time, and a code that only we can make. */
    String mark(String session, Instant at) {
        byte[] code = mac(markKey, session + " " + at.getEpochSecond());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(MARK)
                        .putLong(at.getEpochSecond())
                        .put(code, 0, MARK - Long.BYTES)
                        .array());
    }

    /** When that was; empty when it is not of that session, or not ours. */
    Optional<Instant> marked(String session, String mark) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(mark);
            if (bytes.length != MARK) {
                return Optional.empty();
            }
            Instant at = Instant.ofEpochSecond(ByteBuffer.wrap(bytes).getLong());
            return MessageDigest.isEqual(
                            mark(session, at).getBytes(StandardCharsets.US_ASCII),
                            mark.getBytes(StandardCharsets.US_ASCII))
                    ? Optional.of(at)
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException none) {
            return Optional.empty();
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
