package fr.intraparis.kernel.contract.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The code that opens the answer to a ticket: 24 letters and digits without those that look alike (Crockford's base 32).
 * The first eight say which ticket it is and are no secret; the other sixteen, 80 bits, are.
 */
public record AnswerCode(String reference, String secret) {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int REFERENCE = 8;
    private static final int LENGTH = 24;

    /** The code made of those random bytes, of which it takes fifteen. */
    public static AnswerCode of(byte[] random) {
        StringBuilder text = new StringBuilder(LENGTH);
        int bits = 0;
        int held = 0;
        for (int i = 0; text.length() < LENGTH; i++) {
            held = (held << 8 | random[i] & 0xff) & 0xfff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt(held >> bits & 31));
            }
        }
        return new AnswerCode(text.substring(0, REFERENCE), text.substring(REFERENCE));
    }

    /** What somebody typed, read kindly: spaces, hyphens, small letters, O for 0, I and L for 1. */
    public static Optional<AnswerCode> parse(String typed) {
        String text = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\u00a0\u2010-\u2015-]", "")
                .replace('O', '0')
                .replaceAll("[IL]", "1");
        return text.matches("[" + ALPHABET + "]{" + LENGTH + "}")
                ? Optional.of(new AnswerCode(text.substring(0, REFERENCE), text.substring(REFERENCE)))
                : Optional.empty();
    }

    /** What is kept of the secret: SHA-256 in hexadecimal. It has 80 random bits, so it needs no salt. */
    public String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** As a person copies it: six groups of four. */
    public String shown() {
        return (reference + secret).replaceAll("(.{4})(?=.)", "$1-");
    }

    /** Without the secret, so that no log holds it. */
    @Override
    public String toString() {
        return reference + "-…";
    }
}
