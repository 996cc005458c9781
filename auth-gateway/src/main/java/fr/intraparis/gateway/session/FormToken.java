package fr.intraparis.gateway.session;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What the door's own forms carry, so that only a page of this session can send them. */
public final class FormToken {
    /** The field of the form. */
    public static final String FIELD = "nomades-form-token";
    /** Before the token that a WAR is told, where a form came again by a reload: it matches none, and the form is shown. */
    public static final String SENT_AGAIN = "again.";

    private FormToken() {}

    /** @throws CodedException {@link ErrorCode#SES_FORM_EXPIRED} when the form is not of this session */
    public static void need(Exchange exchange) {
        String token = exchange.request().getParameter(FIELD);
        if (token == null || exchange.formToken().isEmpty() || !same(token, exchange.formToken())) {
            throw new CodedException(ErrorCode.SES_FORM_EXPIRED, "");
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
