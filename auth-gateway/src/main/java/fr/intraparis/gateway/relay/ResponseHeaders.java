package fr.intraparis.gateway.relay;

import fr.intraparis.gateway.Upstream;
import fr.intraparis.kernel.http.SecurityHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What of an upstream's answer reaches the browser: a pure function of this list. The rest stays behind the door. */
final class ResponseHeaders {
    private static final Map<String, Pattern> PASS = Map.of(
            "Content-Type", Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,80}/[A-Za-z0-9!#$&^_.+-]{1,80}[ -~]{0,160}"),
            "Content-Disposition", Pattern.compile("(attachment|inline)[ -~]{0,512}"),
            "Content-Language", Pattern.compile("[A-Za-z-]{1,16}"),
            "Content-Range", Pattern.compile("bytes [0-9*/-]{1,60}"),
            "Accept-Ranges", Pattern.compile("bytes|none"),
            "ETag", Pattern.compile("(W/)?\"[!#-~]{0,128}\""),
            "Last-Modified", Pattern.compile("[A-Za-z0-9 ,:-]{1,40}"),
            "Retry-After", Pattern.compile("\\d{1,6}"),
            "Allow", Pattern.compile("[A-Z, ]{1,80}"));

    /** Files that are the same for everybody. */
    private static final Pattern SHARED =
            Pattern.compile("(text/css|text/javascript|application/javascript|font/.*|image/.*|application/font.*).*");

    private static final Pattern CACHEABLE =
            Pattern.compile("(public|private|immutable|no-transform|must-revalidate|max-age=\\d{1,9}|[ ,]){1,12}");

    /** An attachment is a stranger's file: nothing in it may run, whatever it says it is. */
    static final String FOREIGN = SecurityHeaders.NOTHING + "; sandbox";

    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private ResponseHeaders() {}

    /**
     * The headers for the browser, besides those that the door puts on every response.
     *
     * @param upstreamSays the upstream's values of a header, in order
     */
    static Map<String, String> of(Upstream upstream, String nonce, Function<String, List<String>> upstreamSays) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, Pattern> header : PASS.entrySet()) {
            List<String> values = upstreamSays.apply(header.getKey());
            if (values.size() == 1 && header.getValue().matcher(values.get(0)).matches()) {
                headers.put(header.getKey(), values.get(0));
            }
        }
        String type = headers.getOrDefault("Content-Type", "").toLowerCase(Locale.ROOT);
        headers.put("Content-Security-Policy", policy(upstream, nonce, type));
        if (upstream == Upstream.MAIL && !type.contains("json")) {
            String said = headers.getOrDefault("Content-Disposition", "");
            headers.put(
                    "Content-Disposition",
                    said.startsWith("attachment") ? said : said.replaceFirst("^(inline)?", "attachment"));
        }
        List<String> cache = upstreamSays.apply("Cache-Control");
        if ((upstream == Upstream.PORTAL || upstream == Upstream.KEYCLOAK)
                && SHARED.matcher(type).matches()
                && cache.size() == 1
                && cache.get(0).contains("max-age")
                && CACHEABLE.matcher(cache.get(0)).matches()) {
            headers.put("Cache-Control", cache.get(0));
        }
        return headers;
    }

    /** A length that is one and plain. */
    static OptionalLong length(List<String> values) {
        return values.size() == 1 && LENGTH.matcher(values.get(0)).matches()
                ? OptionalLong.of(Long.parseLong(values.get(0)))
                : OptionalLong.empty();
    }

    private static String policy(Upstream upstream, String nonce, String type) {
        if (upstream == Upstream.MAIL) {
            return FOREIGN;
        }
        if (!type.startsWith("text/html") && !type.startsWith("application/xhtml")) {
            return SecurityHeaders.NOTHING;
        }
        return upstream == Upstream.KEYCLOAK ? LoginPagePolicy.TEXT : SecurityHeaders.contentSecurityPolicy(nonce);
    }
}
