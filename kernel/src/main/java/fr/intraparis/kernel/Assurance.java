package fr.intraparis.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How surely somebody was authenticated: the realm's three levels, weakest first (requirement row B1). */
public enum Assurance {
    /** A password alone. */
    PWD("pwd"),
    /** Two factors. */
    MFA("mfa"),
    /** Phishing-resistant: a user-verified passkey. */
    PHR("phr");

    private final String acr;

    Assurance(String acr) {
        this.acr = acr;
    }

    /** The value of the {@code acr} claim. */
    public String acr() {
        return acr;
    }

    /** Whether this level satisfies a demand for {@code needed}. */
    public boolean atLeast(Assurance needed) {
        return compareTo(needed) >= 0;
    }

    /** The level that a token claims; an absent or unknown claim proves nothing more than {@link #PWD}. */
    public static Assurance ofAcr(@Nullable String acr) {
        return Arrays.stream(values())
                .filter(level -> level.acr.equals(acr))
                .findFirst()
                .orElse(PWD);
    }
}
