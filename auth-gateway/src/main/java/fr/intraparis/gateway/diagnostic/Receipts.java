package fr.intraparis.gateway.diagnostic;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import fr.intraparis.gateway.diagnostic.Diagnosis.Line;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report as a compact JWS: the states and codes of the checks, the door's time and a pseudonym made for this one
 * receipt. Nothing of what was seen stands in it: no address, no browser, no account.
 */
final class Receipts {
    private static final JOSEObjectType TYPE = new JOSEObjectType("nomades-receipt+jws");
    private static final String AT = "iat";
    private static final String PSEUDONYM = "sub";
    private static final String CHECKS = "checks";
    private static final int LONGEST = 4 * 1024;
    /** Without those that people confuse on the telephone. */
    private static final String SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;
    private final Duration maxAge;

    /** What a receipt says. */
    record Receipt(String pseudonym, Instant at, Map<String, String> checks) {}

    /** Whether a text is a receipt of ours. */
    enum Verdict {
        /** As the door wrote it, and fresh. */
        GENUINE,
        /** As the door wrote it, but of a state that may be over. */
        TOO_OLD,
        /** Not as the door wrote it, or never written by it. */
        ALTERED;

        /** As the page has it. */
        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** @param receipt null when it is not ours: what it says is worth nothing */
    record Reading(Verdict verdict, @Nullable Receipt receipt) {}

    /**
     * @param key of the installation, 32 bytes
     * @param maxAge how long a receipt is fresh
     */
    Receipts(byte[] key, Duration maxAge) {
        if (key.length != 32) {
            throw new IllegalArgumentException("nomades.receipt-key is not 32 bytes in base64");
        }
        this.key = key.clone();
        this.maxAge = maxAge;
    }

    /** Writes one. */
    String write(List<Line> lines, Instant now) {
        Map<String, Object> checks = new LinkedHashMap<>();
        lines.forEach(line -> checks.put(line.id(), line.result().brief()));
        Map<String, Object> said = new LinkedHashMap<>();
        said.put(AT, now.getEpochSecond());
        said.put(PSEUDONYM, pseudonym());
        said.put(CHECKS, checks);
        JWSObject receipt = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build(), new Payload(said));
        try {
            receipt.sign(new MACSigner(key));
            return receipt.serialize();
        } catch (JOSEException unsigned) {
            throw new IllegalStateException(unsigned);
        }
    }

    /** Reads what somebody has brought. */
    Reading read(String text, Instant now) {
        Reading altered = new Reading(Verdict.ALTERED, null);
        // A mail breaks long lines.
        String compact = text.replaceAll("\\s", "");
        if (compact.length() > LONGEST) {
            return altered;
        }
        try {
            JWSObject receipt = JWSObject.parse(compact);
            if (!JWSAlgorithm.HS256.equals(receipt.getHeader().getAlgorithm())
                    || !TYPE.equals(receipt.getHeader().getType())
                    || !receipt.verify(new MACVerifier(key))) {
                return altered;
            }
            Receipt said = said(receipt.getPayload().toJSONObject());
            return new Reading(said.at().plus(maxAge).isBefore(now) ? Verdict.TOO_OLD : Verdict.GENUINE, said);
        } catch (ParseException | JOSEException notOurs) {
            return altered;
        }
    }

    /** The signature has been verified: what is read here is what we wrote. */
    private static Receipt said(Map<String, Object> said) throws ParseException {
        if (said.get(AT) instanceof Number at
                && said.get(PSEUDONYM) instanceof String pseudonym
                && said.get(CHECKS) instanceof Map<?, ?> checks) {
            Map<String, String> states = new LinkedHashMap<>();
            checks.forEach((id, state) -> states.put(String.valueOf(id), String.valueOf(state)));
            return new Receipt(pseudonym, Instant.ofEpochSecond(at.longValue()), states);
        }
        throw new ParseException("a receipt of another kind", 0);
    }

    private static String pseudonym() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append(i == 4 ? "-" : "").append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return text.toString();
    }
}
