package fr.intraparis.gateway.rootcertificate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The fingerprint of a certificate in two forms that people can compare with their access letter.
 *
 * @param hex SHA-256 of the certificate, 32 pairs of digits
 * @param words the first 128 bits of it as twelve French words, the last one with four check bits (BIP 39): two
 *     certificates with the same words are as hard to make as any 128-bit collision with a given text
 */
public record Fingerprint(String hex, List<String> words) {
    private static final List<String> WORDS = read();
    private static final int BITS_PER_WORD = 11;
    private static final int CHECK_BITS = 4;
    private static final int COUNT = 12;

    /** That of a certificate. */
    public static Fingerprint of(X509Certificate certificate) throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] digest = sha256.digest(certificate.getEncoded());
        byte[] taken = Arrays.copyOf(digest, 16);
        int check = (sha256.digest(taken)[0] & 0xff) >> CHECK_BITS;
        BigInteger bits = new BigInteger(1, taken).shiftLeft(CHECK_BITS).or(BigInteger.valueOf(check));
        List<String> words = IntStream.range(0, COUNT)
                .map(i -> bits.shiftRight(BITS_PER_WORD * (COUNT - 1 - i)).intValue() & (WORDS.size() - 1))
                .mapToObj(WORDS::get)
                .toList();
        return new Fingerprint(HexFormat.ofDelimiter(" ").withUpperCase().formatHex(digest), words);
    }

    private static List<String> read() {
        try (InputStream list =
                Objects.requireNonNull(Fingerprint.class.getResourceAsStream("words.txt"), "words.txt")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(word -> Normalizer.normalize(word, Normalizer.Form.NFC))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
