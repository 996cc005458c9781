package fr.intraparis.it.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request as an upstream got it, read from the bytes of its connection more strictly than any server does.
 *
 * @param headers in their order; names in lower case
 * @param body how many bytes followed
 */
public record HeardRequest(String method, String target, List<Map.Entry<String, String>> headers, int body) {
    /** All requests of a connection. Bytes that are no whole request are an error: something was smuggled, or cut. */
    public static List<HeardRequest> of(byte[] connection) {
        List<HeardRequest> requests = new ArrayList<>();
        String all = new String(connection, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < all.length()) {
            int end = all.indexOf("\r\n\r\n", at);
            if (end < 0) {
                throw new AssertionError("not a whole request: " + all.substring(at));
            }
            String[] lines = all.substring(at, end).split("\r\n", -1);
            String[] first = lines[0].split(" ", -1);
            if (first.length != 3 || !first[2].equals("HTTP/1.1") || lines[0].indexOf('\n') >= 0) {
                throw new AssertionError("not a request line: " + lines[0]);
            }
            List<Map.Entry<String, String>> headers = new ArrayList<>();
            for (int i = 1; i < lines.length; i++) {
                if (!lines[i].matches("[A-Za-z0-9-]+: [\\t -~]*")) {
                    throw new AssertionError("not a header: " + lines[i]);
                }
                int colon = lines[i].indexOf(':');
                headers.add(Map.entry(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT), lines[i].substring(colon + 2)));
            }
            HeardRequest head = new HeardRequest(first[0], first[1], List.copyOf(headers), 0);
            int start = end + 4;
            at = start + head.length(all, start);
            requests.add(new HeardRequest(first[0], first[1], head.headers(), at - start));
        }
        return requests;
    }

    /** The values of a header. */
    public List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The path alone. */
    public String path() {
        return target.replaceFirst("\\?.*", "");
    }

    /** What it asked for. */
    public String asked() {
        return method + " " + target;
    }

    private int length(String all, int start) {
        List<String> lengths = values("content-length");
        List<String> codings = values("transfer-encoding");
        if (lengths.size() + codings.size() > 1) {
            throw new AssertionError("two lengths: " + this);
        }
        if (!codings.isEmpty()) {
            int last = all.indexOf("\r\n0\r\n\r\n", start - 2);
            if (!codings.get(0).equals("chunked") || last < 0) {
                throw new AssertionError("no whole chunks: " + this);
            }
            return last + 7 - start;
        }
        int length = lengths.isEmpty() ? 0 : Integer.parseInt(lengths.get(0));
        if (start + length > all.length()) {
            throw new AssertionError("a body that breaks off: " + this);
        }
        return length;
    }
}
