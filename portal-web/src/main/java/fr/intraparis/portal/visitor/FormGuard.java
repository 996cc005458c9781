package fr.intraparis.portal.visitor;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The two hidden fields of each form: the token of the session and the key under which the form counts once. */
@Named
@RequestScoped
public class FormGuard {
    /** Name of the field that must repeat the door's token. */
    public static final String TOKEN_FIELD = "nomades-form-token";
    /** Name of the field with the idempotency key. */
    public static final String KEY_FIELD = "form-key";
    /** Where the door says the token of this session. */
    public static final String TOKEN_HEADER = "Nomades-Form-Token";

    /** The door says so before the token of a form that a reload has sent again: nothing is done, the form is shown. */
    private static final String SENT_AGAIN = "again.";

    @Inject
    private Visitor visitor;

    private @Nullable String key;

    /** The token of this session; empty without the door, and then no form is accepted. */
    public String getToken() {
        String token = visitor.header(TOKEN_HEADER);
        return token == null ? "" : token.startsWith(SENT_AGAIN) ? token.substring(SENT_AGAIN.length()) : token;
    }

    /** Whether the form that was sent repeats the token of this session; else nothing may be done with it. */
    public boolean isAccepted() {
        return FormTokenFilter.matches(visitor.header(TOKEN_HEADER), visitor.parameter(TOKEN_FIELD));
    }

    /** The key that was sent, so that a retry after an unknown outcome doubles nothing; else a new one. */
    public String getKey() {
        if (key == null) {
            String sent = visitor.parameter(KEY_FIELD);
            key = isUuid(sent) ? sent : UUID.randomUUID().toString();
        }
        return key;
    }

    /** After a clear refusal nothing was done under the old key: what is corrected is a new act and gets a new one. */
    public void renewKey() {
        key = UUID.randomUUID().toString();
    }

    private static boolean isUuid(String text) {
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }
}
