package fr.intraparis.mail.mailbox;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.http.Language;
import fr.intraparis.mail.ground.City;
import fr.intraparis.mail.outgoing.Post;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is asking. Identity comes from the verified token and from nowhere else. */
@RequestScoped
class Caller {
    @Inject
    JsonWebToken token;

    @Inject
    HttpServletRequest request;

    @Inject
    City city;

    /** Whose mailboxes these are, as blocks name them. */
    OpenMailboxes.Holder holder() {
        return new OpenMailboxes.Holder(token.getSubject(), token.getClaim("sid"));
    }

    /** The agent, with the mailbox that the token opens. */
    Post.Writer writer() {
        String agentId = token.getClaim("agent_id");
        String mailbox = token.getClaim("mailbox");
        String name = token.getClaim("name");
        if (agentId == null
                || mailbox == null
                || !mailbox.toLowerCase(Locale.ROOT).endsWith("@" + city.domain())) {
            throw new CodedException(ErrorCode.SES_TOKEN_INVALID, "mailbox");
        }
        return new Post.Writer(
                agentId,
                mailbox.toLowerCase(Locale.ROOT),
                name == null ? "" : name,
                token.getRawToken(),
                Language.of(request));
    }
}
