package fr.intraparis.kernel.http;

import fr.intraparis.kernel.Characters;
import fr.intraparis.kernel.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a request may be read at all. Deny by default: what is not plainly well-formed is refused. */
public final class StrictHttp {
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_HEADER = 8 * 1024;
    private static final int LONGEST_HEADERS = 24 * 1024;
    private static final int LONGEST_TARGET = 4 * 1024;

    /** No percent sign: our paths need none, and decoding is where readers disagree. */
    private static final Characters PATH = Characters.of("[/A-Za-z0-9._~@+=,-]");

    private static final Pattern QUERY = Pattern.compile("([A-Za-z0-9._~!$'()*+,:@/?&=-]|%[0-9A-Fa-f]{2})*");
    /** A name with an underscore passes for one with a dash at some readers; ours just ignore it. */
    private static final Characters NAME = Characters.of("[A-Za-z0-9!#$%&'*+.^`|~_-]");
    /** What ends a line, or a text, at some readers. */
    private static final Characters CONTROL = Characters.of("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

    private static final Set<String> SINGLE = Set.of(
            "host",
            "content-length",
            "content-type",
            "transfer-encoding",
            "authorization",
            "origin",
            "sec-fetch-site",
            "idempotency-key",
            "correlation-id");

    private StrictHttp() {}

    /**
     * Judges a request by its raw parts.
     *
     * @param path as received, before any decoding
     * @param query as received, or null
     * @param headers each name as received with its values in order
     * @param methods those that the WAR serves
     * @param hosts the values of {@code Host} that are ours, lower case
     * @return why it is refused, or null when it may pass
     */
    public static @Nullable ErrorCode judge(
            String method,
            String path,
            @Nullable String query,
            Map<String, List<String>> headers,
            Set<String> methods,
            Set<String> hosts) {
        if (!methods.contains(method)) {
            return ErrorCode.REL_METHOD;
        }
        if (path.length() + (query == null ? 0 : query.length()) > LONGEST_TARGET) {
            return ErrorCode.REL_MALFORMED;
        }
        if (!canonical(path) || (query != null && !QUERY.matcher(query).matches())) {
            return ErrorCode.REL_MALFORMED;
        }
        return judgeHeaders(headers, hosts);
    }

    /** Whether a path has one reading only: no empty, dot or encoded segment, no parameter. */
    public static boolean canonical(String path) {
        return path.startsWith("/")
                && PATH.all(path)
                && !path.contains("//")
                && !path.contains("/./")
                && !path.contains("/../")
                && !path.endsWith("/.")
                && !path.endsWith("/..");
    }

    private static @Nullable ErrorCode judgeHeaders(Map<String, List<String>> headers, Set<String> hosts) {
        int count = 0;
        int length = 0;
        boolean sized = false;
        boolean chunked = false;
        List<String> host = List.of();
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (SINGLE.contains(name) && header.getValue().size() > 1) {
                return ErrorCode.REL_MALFORMED;
            }
            for (String value : header.getValue()) {
                count++;
                length += name.length() + value.length();
                if (value.length() > LONGEST_HEADER) {
                    return ErrorCode.REL_HEADERS_TOO_LARGE;
                }
                if (CONTROL.any(value)) {
                    return ErrorCode.REL_MALFORMED;
                }
            }
            if (name.isEmpty() || !NAME.all(name)) {
                return ErrorCode.REL_MALFORMED;
            }
            switch (name) {
                case "host" -> host = header.getValue();
                case "content-length" -> sized = true;
                case "transfer-encoding" -> {
                    chunked = true;
                    if (!"chunked".equalsIgnoreCase(header.getValue().get(0))) {
                        return ErrorCode.REL_MALFORMED;
                    }
                }
                case "upgrade" -> {
                    return ErrorCode.REL_MALFORMED;
                }
                default -> {}
            }
        }
        if (count > MOST_HEADERS || length > LONGEST_HEADERS) {
            return ErrorCode.REL_HEADERS_TOO_LARGE;
        }
        if (sized && chunked) {
            return ErrorCode.REL_MALFORMED;
        }
        if (host.size() != 1 || !hosts.contains(host.get(0).toLowerCase(Locale.ROOT))) {
            return ErrorCode.REL_MALFORMED;
        }
        return null;
    }
}
