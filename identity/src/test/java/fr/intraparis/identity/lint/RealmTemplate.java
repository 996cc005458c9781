package fr.intraparis.identity.lint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The template, with something plausible in each of its places. */
final class RealmTemplate {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JWKS =
            "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"one\",\"x\":\"eA\",\"y\":\"eQ\"}]}";

    private RealmTemplate() {}

    static ObjectNode rendered() throws IOException {
        try (var in = Objects.requireNonNull(RealmTemplate.class.getResourceAsStream("/realm/nomades-realm.json"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return (ObjectNode) JSON.readTree(Pattern.compile("\\$\\{([^}]+)\\}")
                    .matcher(text)
                    .replaceAll(place -> Matcher.quoteReplacement(quoted(value(place.group(1))))));
        }
    }

    private static String value(String name) {
        if (name.endsWith(".jwks")) {
            return JWKS;
        }
        return switch (name) {
            case "origin" -> "https://localhost:8443";
            case "mail.domain" -> "paris.fr";
            default -> "value-of-" + name;
        };
    }

    private static String quoted(String value) {
        String json = JSON.valueToTree(value).toString();
        return json.substring(1, json.length() - 1);
    }
}
