package fr.intraparis.gateway.relay;

/** What Keycloak's login pages may load and run: our own files, nothing inline (docs/decisions/0006-login-page-csp.md). */
final class LoginPagePolicy {
    static final String TEXT =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self';"
                    + " base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

    private LoginPagePolicy() {}
}
