package fr.intraparis.it.scenario.relay;

import org.jspecify.annotations.Nullable;

/**
 * A request that two readers could take for two different ones.
 *
 * @param raw the bytes, with {@link #HOST} and {@link #COOKIE} still to be filled in
 * @param reach the one request that it may become behind the door, as {@code GET /path}; null: none
 */
record Confusing(Kind kind, String raw, @Nullable String reach) {
    static final String HOST = "{host}";
    static final String COOKIE = "{cookie}";

    /** What it tries; issue by issue, as auditors name it. */
    enum Kind {
        DOT_DOT,
        ENCODED_DOTS,
        PARAMETER,
        DOUBLE_SLASH,
        ENCODED_SLASH,
        DOUBLE_ENCODING,
        ABSOLUTE_FORM,
        TWO_LENGTHS,
        TRANSFER_CODING,
        HEADER_INJECTION,
        OTHER_PATH_BY_HEADER,
        HOST_GAMES,
        UPGRADE
    }

    /** The bytes for that door, with that session or none. */
    String bytes(String host, String cookie) {
        return raw.replace(HOST, host).replace(COOKIE, cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n");
    }

    /** Whether its path ends in {@code /.} or {@code /..}. */
    boolean endsInDots() {
        return raw.substring(0, raw.indexOf('\r')).matches("\\S+ \\S*/\\.{1,2}( .*)?");
    }

    /** Its first lines, for a report. */
    String told() {
        String plain = raw.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
        return kind + " " + plain.substring(0, Math.min(plain.length(), 160));
    }
}
