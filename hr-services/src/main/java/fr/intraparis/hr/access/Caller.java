package fr.intraparis.hr.access;

import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.http.Language;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who is asking, and in which language. Identity comes from the verified token and from nowhere else. */
@RequestScoped
public class Caller {
    @Inject
    JsonWebToken token;

    @Inject
    HttpServletRequest request;

    /** The agent's number. */
    public AgentId agentId() {
        String agentId = token.getClaim("agent_id");
        if (agentId == null) {
            throw new CodedException(ErrorCode.SES_TOKEN_INVALID, "");
        }
        return new AgentId(agentId);
    }

    /** What the door says of the device, in the signed token; null when it says nothing. */
    public @Nullable String device() {
        return token.getClaim("device") instanceof JsonString said
                ? said.getString()
                : token.getClaim("device") instanceof String text ? text : null;
    }

    /** Whether the realm gives that role. */
    public boolean is(Role role) {
        return token.getGroups().contains(role.claim());
    }

    /** French, or English if that is what the caller prefers of the two. */
    public Locale locale() {
        return Language.of(request);
    }

    /** The sentence in the caller's language. */
    public String say(String french, String english) {
        return "en".equals(locale().getLanguage()) ? english : french;
    }
}
