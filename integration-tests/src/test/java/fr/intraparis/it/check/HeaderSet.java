package fr.intraparis.it.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What every response of the door must carry (docs/security.md). */
public final class HeaderSet {
    private static final Map<String, Pattern> WANTED = wanted();
    private static final List<String> FORBIDDEN = List.of("server", "x-powered-by");

    private HeaderSet() {}

    /** What is missing, wrong or too much; empty when all is well. Names in lower case. */
    public static List<String> faults(Map<String, String> headers) {
        List<String> faults = new ArrayList<>();
        WANTED.forEach((name, pattern) -> {
            String value = headers.getOrDefault(name, "");
            if (!pattern.matcher(value).matches()) {
                faults.add(name + ": " + (value.isEmpty() ? "missing" : value));
            }
        });
        String policy = headers.getOrDefault("content-security-policy", "");
        if (policy.contains("unsafe-")) {
            faults.add("content-security-policy: " + policy);
        }
        FORBIDDEN.stream().filter(headers::containsKey).forEach(name -> faults.add(name + ": told"));
        return faults;
    }

    private static Map<String, Pattern> wanted() {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put(
                "content-security-policy",
                "(?s)(?=.*default-src 'none')(?=.*base-uri 'none')(?=.*frame-ancestors 'none').*");
        wanted.put("strict-transport-security", "max-age=31536000; includeSubDomains");
        wanted.put("x-content-type-options", "nosniff");
        wanted.put("referrer-policy", "same-origin");
        wanted.put("cross-origin-opener-policy", "same-origin");
        wanted.put("cross-origin-resource-policy", "same-origin");
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        wanted.forEach((name, pattern) -> patterns.put(name, Pattern.compile(pattern)));
        return patterns;
    }
}
