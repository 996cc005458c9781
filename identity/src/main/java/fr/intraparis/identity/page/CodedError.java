package fr.intraparis.identity.page;

import jakarta.ws.rs.core.Response;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.forms.login.LoginFormsProvider;

/**
 * The product's codes that Keycloak's pages raise. The texts are the theme's messages of the same key; a test compares
 * them with {@code ErrorCode}, which this jar can't carry into Keycloak.
 */
public enum CodedError {
    NOT_ENROLLED("NOM-MFA-001", 403),
    PASSKEY_FAILED("NOM-MFA-005", 400),
    PASSKEY_NEEDED("NOM-PRV-002", 403),
    LINK_SPENT("NOM-PRV-005", 410),
    LOGIN_FAILED("NOM-SES-005", 400);

    /** The attribute under which the theme finds the code. */
    static final String ATTRIBUTE = "nomadesCode";

    private final String code;
    private final int status;

    CodedError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /** As the agent reads it. */
    public String code() {
        return code;
    }

    /** The status of the page. */
    public int status() {
        return status;
    }

    /**
     * Ends this step of a login on the page of this error. Not a failure in Keycloak's sense: that would count towards
     * the lock of an account whose holder guessed nothing.
     */
    public void end(AuthenticationFlowContext context) {
        context.getEvent().user(context.getUser()).error(code);
        context.forceChallenge(page(context.form()));
    }

    /** Ends a required action on the page of this error. */
    public void end(RequiredActionContext context) {
        context.getEvent().error(code);
        context.challenge(page(context.form()));
    }

    private Response page(LoginFormsProvider form) {
        return form.setAttribute(ATTRIBUTE, code)
                .setError(code)
                .createErrorPage(Response.Status.fromStatusCode(status));
    }
}
