package fr.intraparis.identity.password;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.policy.PasswordPolicyProviderFactory;
import org.keycloak.policy.PolicyError;

/**
 * Refuses a password of which too little is left once the foreseeable words are taken out: eight characters, five of
 * them different. A list of leaked passwords would add next to nothing, as almost none has fifteen characters.
 */
public final class ForeseeableWords implements PasswordPolicyProvider, PasswordPolicyProviderFactory {

    static final String ID = "nomadesForeseeable";
    static final String MESSAGE = "invalidPasswordForeseeable";

    /** The longest first, so that "intraparis" goes before "paris". Without accents, in lower case. */
    private static final List<String> WORDS = List.of(
            "abcdefghijklm",
            "administrateur",
            "1234567890",
            "azertyuiop",
            "intraparis",
            "motdepasse",
            "qsdfghjklm",
            "qwertyuiop",
            "123456789",
            "asdfghjkl",
            "changeme",
            "password",
            "passeport",
            "12345678",
            "bienvenue",
            "123456",
            "azerty",
            "bonjour",
            "mairie",
            "nomade",
            "qwerty",
            "secret",
            "soleil",
            "welcome",
            "12345",
            "admin",
            "agent",
            "paris",
            "ville",
            "1234",
            "2024",
            "2025",
            "2026",
            "2027");

    @Override
    public @Nullable PolicyError validate(RealmModel realm, UserModel user, String password) {
        return validate(user.getUsername(), password);
    }

    @Override
    public @Nullable PolicyError validate(@Nullable String username, @Nullable String password) {
        if (password == null) {
            return null;
        }
        String left = plain(password);
        if (username != null) {
            for (String part : plain(username).split("[^a-z0-9]+", -1)) {
                left = part.length() < 3 ? left : left.replace(part, "");
            }
        }
        for (String word : WORDS) {
            left = left.replace(word, "");
        }
        return left.length() >= 8 && left.chars().distinct().count() >= 5 ? null : new PolicyError(MESSAGE);
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable Object parseConfig(@Nullable String value) {
        return null;
    }

    @Override
    public PasswordPolicyProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayName() {
        return "Nomades: foreseeable words";
    }

    @Override
    public @Nullable String getConfigType() {
        return null;
    }

    @Override
    public @Nullable String getDefaultConfigValue() {
        return null;
    }

    @Override
    public boolean isMultiplSupported() {
        return false;
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing to configure.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
