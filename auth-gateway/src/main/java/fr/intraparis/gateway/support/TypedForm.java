package fr.intraparis.gateway.support;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was typed into a form of the SOS page. Read here, because the server's own reader knows no limit of ours. */
record TypedForm(Map<String, String> fields) {
    /** 2,000 characters and a receipt, each character percent-encoded. */
    static final int MOST_BYTES = 64 * 1024;

    private static final int MOST_FIELDS = 40;

    /**
     * Reads a form.
     *
     * @throws CodedException {@link ErrorCode#REL_TOO_LARGE}, {@link ErrorCode#REL_MALFORMED}
     */
    static TypedForm read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new CodedException(ErrorCode.REL_TOO_LARGE, "");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        try {
            for (String pair : new String(bytes, StandardCharsets.ISO_8859_1).split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    fields.putIfAbsent(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            text(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8)));
                }
            }
        } catch (IllegalArgumentException malformed) {
            throw new CodedException(ErrorCode.REL_MALFORMED, "form", malformed);
        }
        if (fields.size() > MOST_FIELDS) {
            throw new CodedException(ErrorCode.REL_MALFORMED, "too many fields");
        }
        return new TypedForm(fields);
    }

    /** The value without blanks around it; empty when there is none. */
    String value(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    /** Lines end alike everywhere, and nothing invisible stays but them. */
    private static String text(String raw) {
        return raw.replace("\r\n", "\n").replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
    }
}
