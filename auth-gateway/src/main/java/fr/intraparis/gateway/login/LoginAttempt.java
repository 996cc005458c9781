package fr.intraparis.gateway.login;

import fr.intraparis.kernel.Assurance;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A login on its way.
 *
 * @param state what Keycloak brings back; names the attempt
 * @param browser SHA-256 of the cookie: the code is good in the browser that asked only
 * @param verifier of PKCE; never leaves the door
 * @param acr the level that was asked, and will be checked
 * @param maxAge how fresh the authentication must be, and will be checked
 * @param shared whether the person says that others use this computer too
 */
record LoginAttempt(
        String state,
        String browser,
        String nonce,
        String verifier,
        String returnTo,
        Assurance acr,
        Duration maxAge,
        Locale language,
        Instant created,
        boolean shared) {}
