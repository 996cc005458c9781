package fr.intraparis.it.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what looks like a token in any text. */
public final class TokenShapes {
    private static final Pattern SIGNED =
            Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(\\.[A-Za-z0-9_-]*){1,3}");
    private static final Pattern NAMED =
            Pattern.compile("(?i)(access_token|refresh_token|id_token)[\"']?\\s*[=:]\\s*[\"']?[A-Za-z0-9._-]{16,}");

    /** By which a browser shows that it has the key of its session: it opens one address, once, for a minute. */
    private static final String PROOF = "dpop+jwt";

    /**
     * What Keycloak itself hands to a browser and no resource server takes for a token: its own sign-on cookies, sealed
     * for itself, and the one-time key of an action link.
     */
    private static final Set<String> NOT_TOKENS = Set.of("Serialized-ID", "nomades-passkey", "execute-actions", PROOF);

    private TokenShapes() {}

    /** Each place of the text that looks like an access, refresh or ID token, shortened. */
    public static List<String> in(String text) {
        List<String> found = new ArrayList<>();
        Matcher signed = SIGNED.matcher(text);
        while (signed.find()) {
            String type = type(signed.group());
            if (!NOT_TOKENS.contains(type)) {
                found.add(type + ": " + signed.group().substring(0, 24) + "…");
            }
        }
        Matcher named = NAMED.matcher(text);
        while (named.find()) {
            found.add(named.group(1) + " by name");
        }
        return found;
    }

    private static String type(String token) {
        String[] parts = token.split("\\.");
        if (claim(parts[0], "typ").equals(PROOF)) {
            return PROOF;
        }
        String type = claim(parts[1], "typ");
        if (!type.isEmpty()) {
            return type;
        }
        // Encrypted for its maker alone (five parts): the header's "enc" says so.
        return claim(parts[0], "enc").isEmpty() ? "unknown" : "Serialized-ID";
    }

    private static String claim(String part, String name) {
        try {
            JsonObject json = JsonParser.parseString(
                            new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8))
                    .getAsJsonObject();
            JsonElement value = json.get(name);
            return value == null ? "" : value.getAsString();
        } catch (JsonParseException | IllegalArgumentException | IllegalStateException notJson) {
            return "";
        }
    }
}
