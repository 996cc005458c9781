package fr.intraparis.gateway.diagnostic;

import fr.intraparis.gateway.Query;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the page's script has measured in the browser; null where it has not, or where there is no script. It is the
 * browser's own word: it helps the honest agent and opens nothing.
 *
 * @param clockOffset how far the workstation's clock is ahead of the door's; negative when it is behind
 * @param cookies whether a cookie could be set and read
 * @param storage whether local storage and a database could be written
 * @param webAuthn whether passkeys are there at all
 */
record Measured(
        @Nullable Duration clockOffset,
        @Nullable Boolean cookies,
        @Nullable Boolean storage,
        @Nullable Boolean webAuthn) {
    /** A browser that has no script, or has not run it yet. */
    static final Measured NOTHING = new Measured(null, null, null, null);

    private static final Pattern MILLISECONDS = Pattern.compile("-?\\d{1,15}");

    /** Reads the script's form; what it does not say well is not measured. */
    static Measured of(Query said) {
        return new Measured(
                said.first("offset")
                        .filter(text -> MILLISECONDS.matcher(text).matches())
                        .map(text -> Duration.ofMillis(Long.parseLong(text)))
                        .orElse(null),
                yesOrNo(said.first("cookies")),
                yesOrNo(said.first("storage")),
                yesOrNo(said.first("webauthn")));
    }

    private static @Nullable Boolean yesOrNo(Optional<String> text) {
        return text.filter(said -> said.equals("yes") || said.equals("no"))
                .map(said -> said.equals("yes"))
                .orElse(null);
    }
}
