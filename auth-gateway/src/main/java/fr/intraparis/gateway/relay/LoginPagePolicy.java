package fr.intraparis.gateway.relay;

/** What Keycloak's login pages may load and run: our own files, nothing inline (docs/decisions/0006-login-page-csp.md). */
final class LoginPagePolicy {
    static final String TEXT =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
                    + " connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    private LoginPagePolicy() {}
}
