package fr.intraparis.portal.ticket;

import fr.intraparis.kernel.contract.mail.AnswerTicket;
import fr.intraparis.kernel.contract.mail.TicketView;
import fr.intraparis.portal.layout.FormErrors;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.MailBridge;
import fr.intraparis.portal.visitor.FormGuard;
import fr.intraparis.portal.visitor.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/** One ticket: what its person sent, and the answer. */
@Named
@RequestScoped
public class TicketPage {
    private static final int LONGEST = 2_000;

    @Inject
    private MailBridge mail;

    @Inject
    private Visitor visitor;

    @Inject
    private FormErrors errors;

    @Inject
    private FormGuard guard;

    private Answer<TicketView> ticket = Answer.absent();
    private Answer<TicketView> answered = Answer.absent();
    private String text = "";

    @PostConstruct
    void ask() {
        ticket = mail.ticket(visitor.parameter("id")).answer();
    }

    /** Before the page is drawn: its status tells whether there is such a ticket. */
    public void show() {
        if (!isDone()) {
            PageStatus.of(ticket.getProblem());
        }
    }

    /** « Répondre ». */
    public void answer() {
        if (text.isBlank() || text.length() > LONGEST) {
            errors.add("text", "tickets.error.text", LONGEST);
            return;
        }
        answered = mail.answerTicket(visitor.parameter("id"), new AnswerTicket(text.strip()))
                .answer();
        if (!answered.isOk()) {
            errors.refuse(answered.getProblem());
            PageStatus.of(answered.getProblem());
            if (!answered.isUnjudged()) {
                guard.renewKey();
            }
        }
    }

    /** The ticket, as answered if it has just been, or why it cannot be shown. */
    public Answer<TicketView> getTicket() {
        return answered.isOk() ? answered : ticket;
    }

    /** Whether it has just been answered: then the page is the confirmation. */
    public boolean isDone() {
        return answered.isOk();
    }

    /** Whether it waits for an answer. */
    public boolean isOpen() {
        return ticket.value().map(TicketView::state).filter("OPEN"::equals).isPresent();
    }

    /** The answer. */
    public String getText() {
        return text;
    }

    /** The answer. */
    public void setText(@Nullable String text) {
        this.text = text == null ? "" : text;
    }
}
