package fr.intraparis.portal.mailbox;

import fr.intraparis.kernel.contract.mail.MessageView;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.MailBridge;
import fr.intraparis.portal.visitor.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One message, and the form that answers it. */
@Named
@RequestScoped
public class MessagePage {
    private static final Pattern ADDRESS = Pattern.compile("<([^<>]+)>\\s*$");

    @Inject
    private MailBridge mail;

    @Inject
    private Visitor visitor;

    @Inject
    private Draft draft;

    private Answer<MessageView> message = Answer.absent();

    @PostConstruct
    void ask() {
        message = mail.message(visitor.parameter("id")).answer();
    }

    /** Before the page is drawn: its status, and what the answer starts with. */
    public void show() {
        PageStatus.of(message.getProblem());
        if (!FacesContext.getCurrentInstance().isPostback()) {
            message.value().ifPresent(this::prepareAnswer);
        }
    }

    private void prepareAnswer(MessageView answered) {
        draft.setTo(address(answered.from()));
        String subject = answered.subject();
        draft.setSubject(subject.toLowerCase(Locale.ROOT).startsWith("re:") ? subject : "Re: " + subject);
    }

    /** « Envoyer la réponse ». */
    public void reply() {
        draft.send(message.value()
                .map(MessageView::messageId)
                .filter(id -> !id.isBlank())
                .orElse(null));
    }

    /** The message, or why it is not there. */
    public Answer<MessageView> getMessage() {
        return message;
    }

    /** The address in « Ville de Paris <intraparis@paris.fr> ». */
    static String address(String from) {
        Matcher matcher = ADDRESS.matcher(from);
        return matcher.find() ? matcher.group(1) : from;
    }
}
