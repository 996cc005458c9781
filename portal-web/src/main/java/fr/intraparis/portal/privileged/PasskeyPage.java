package fr.intraparis.portal.privileged;

import fr.intraparis.kernel.contract.nomades.PasskeyLink;
import fr.intraparis.portal.layout.FormErrors;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.NomadesDoor;
import fr.intraparis.portal.visitor.FormGuard;
import fr.intraparis.portal.visitor.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/** Makes a one-time link for one account, after saying what it does. */
@Named
@RequestScoped
public class PasskeyPage {
    @Inject
    private NomadesDoor door;

    @Inject
    private Visitor visitor;

    @Inject
    private FormErrors errors;

    @Inject
    private FormGuard guard;

    private Answer<PasskeyLink> link = Answer.absent();

    /** « Créer le lien ». */
    public void create() {
        link = door.passkeyLink(getUsername()).answer();
        if (!link.isOk()) {
            errors.refuse(link.getProblem());
            PageStatus.of(link.getProblem());
            if (!link.isUnjudged()) {
                guard.renewKey();
            }
        }
    }

    /** Whose passkey. */
    public String getUsername() {
        return visitor.parameter("id");
    }

    /** The link; null until it has been made. It is shown in this answer and nowhere else. */
    public @Nullable PasskeyLink getLink() {
        return link.getValue();
    }
}
