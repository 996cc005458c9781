package fr.intraparis.gateway.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Keycloak's own cookies: the only ones that pass the door, both ways, and on its paths only. */
final class KeycloakCookies {
    /** Where they live. */
    static final String PATH = "/realms/nomades/";

    private static final Set<String> NAMES = Set.of(
            "AUTH_SESSION_ID",
            "KC_AUTH_SESSION_HASH",
            "KC_RESTART",
            "KEYCLOAK_IDENTITY",
            "KEYCLOAK_SESSION",
            "KEYCLOAK_LOCALE",
            "KEYCLOAK_REMEMBER_ME");
    /** RFC 6265's cookie-octet, with the quotes that Keycloak puts around some values. */
    private static final Pattern VALUE = Pattern.compile("[!#-+\\--:<-\\[\\]-~\"]{0,4096}");

    private static final Pattern MAX_AGE = Pattern.compile("-?\\d{1,10}");
    private static final Pattern EXPIRES = Pattern.compile("[A-Za-z0-9 ,:-]{1,40}");
    private static final Set<String> SAME_SITE = Set.of("strict", "lax", "none");

    private KeycloakCookies() {}

    /** Those of the client's cookies that are Keycloak's, as one header; a name that comes twice is left out. */
    static Optional<String> sent(List<String> cookieHeaders) {
        List<String> names = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        for (String header : cookieHeaders) {
            for (String pair : header.split(";")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    names.add(pair.substring(0, equals).strip());
                    pairs.add(pair.substring(equals + 1).strip());
                }
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean once = names.indexOf(name) == names.lastIndexOf(name);
            if (once && NAMES.contains(name) && VALUE.matcher(pairs.get(i)).matches()) {
                text.append(text.length() == 0 ? "" : "; ")
                        .append(name)
                        .append('=')
                        .append(pairs.get(i));
            }
        }
        return text.length() == 0 ? Optional.empty() : Optional.of(text.toString());
    }

    /** A {@code Set-Cookie} of Keycloak written anew: its name, its path, always Secure, never a domain; else nothing. */
    static Optional<String> received(String setCookie) {
        String[] parts = setCookie.split(";");
        int equals = parts[0].indexOf('=');
        if (equals < 1) {
            return Optional.empty();
        }
        String name = parts[0].substring(0, equals).strip();
        String value = parts[0].substring(equals + 1).strip();
        if (!NAMES.contains(name) || !VALUE.matcher(value).matches()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(name)
                .append('=')
                .append(value)
                .append("; Path=")
                .append(PATH)
                .append("; Secure");
        for (int i = 1; i < parts.length; i++) {
            attribute(parts[i].strip(), text);
        }
        return Optional.of(text.toString());
    }

    private static void attribute(String attribute, StringBuilder text) {
        int equals = attribute.indexOf('=');
        String name = (equals < 0 ? attribute : attribute.substring(0, equals)).toLowerCase(Locale.ROOT);
        String value = equals < 0 ? "" : attribute.substring(equals + 1);
        boolean keep = switch (name) {
            case "httponly" -> true;
            case "max-age" -> MAX_AGE.matcher(value).matches();
            case "expires" -> EXPIRES.matcher(value).matches();
            case "samesite" -> SAME_SITE.contains(value.toLowerCase(Locale.ROOT));
            default -> false;
        };
        if (keep) {
            text.append("; ").append(attribute);
        }
    }
}
