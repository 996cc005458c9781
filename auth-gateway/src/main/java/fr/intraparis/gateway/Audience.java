package fr.intraparis.gateway;

/** Who an access token is for. Each token has exactly one audience; its client scope asks Keycloak for it. */
public enum Audience {
    /** The pages. */
    PORTAL("portal-web", "to-portal", "Nomades-Token-Portal"),
    /** Leave, payslips. */
    HR("hr-services", "to-hr", "Nomades-Token-Hr"),
    /** The mailbox. */
    MAIL("mail-bridge", "to-mail", "Nomades-Token-Mail"),
    /** The door's own API about accounts. */
    NOMADES("auth-gateway", "to-nomades", "Nomades-Token-Nomades");

    private final String claim;
    private final String scope;
    private final String header;

    Audience(String claim, String scope, String header) {
        this.claim = claim;
        this.scope = scope;
        this.header = header;
    }

    /** The value of the {@code aud} claim. */
    public String claim() {
        return claim;
    }

    /** The optional client scope that puts it there. */
    public String scope() {
        return scope;
    }

    /** The header that carries this token where it is not the route's first one (that goes into Authorization). */
    public String header() {
        return header;
    }
}
