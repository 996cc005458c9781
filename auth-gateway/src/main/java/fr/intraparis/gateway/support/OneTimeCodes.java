package fr.intraparis.gateway.support;

import fr.intraparis.kernel.contract.mail.AnswerCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of answers, and ids of tickets, drawn from the random key of the form: the same form sent twice, after a lost
 * reply, is the same ticket and shows the same code. Neither form key nor code is kept anywhere, and from the id nobody
 * comes back to them.
 */
final class OneTimeCodes {
    private final byte[] key;

    /** @param key of the installation */
    OneTimeCodes(byte[] key) {
        this.key = mac(key, "codes of answers");
    }

    AnswerCode code(String formKey) {
        return AnswerCode.of(mac(key, "code " + formKey));
    }

    UUID id(String formKey) {
        ByteBuffer bytes = ByteBuffer.wrap(mac(key, "id " + formKey));
        // Version 8 (RFC 9562): the bits are our own.
        long high = bytes.getLong() & 0xffff_ffff_ffff_0fffL | 0x8000L;
        long low = bytes.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }
}
