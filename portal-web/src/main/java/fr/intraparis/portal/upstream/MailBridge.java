package fr.intraparis.portal.upstream;

import fr.intraparis.kernel.contract.mail.AnswerTicket;
import fr.intraparis.kernel.contract.mail.MailboxView;
import fr.intraparis.kernel.contract.mail.MessageView;
import fr.intraparis.kernel.contract.mail.SendMessage;
import fr.intraparis.kernel.contract.mail.SentReceipt;
import fr.intraparis.kernel.contract.mail.TicketSummary;
import fr.intraparis.kernel.contract.mail.TicketView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What mail-bridge can be asked, in the name of the visitor. */
@ApplicationScoped
public class MailBridge {
    @Inject
    private Upstream upstream;

    /** The newest messages of the visitor's mailbox. */
    public Pending<MailboxView> mailbox() {
        return upstream.get(Neighbour.MAIL, "/api/messages", MailboxView.class);
    }

    /** One message of the visitor. */
    public Pending<MessageView> message(String id) {
        return upstream.get(Neighbour.MAIL, "/api/messages/" + Upstream.segment(id), MessageView.class);
    }

    /** Sends a message from the visitor's mailbox. */
    public Pending<SentReceipt> send(SendMessage message) {
        return upstream.post(Neighbour.MAIL, "/api/messages", SentReceipt.class, message);
    }

    /** IT support's queue of tickets, open ones first. */
    public Pending<List<TicketSummary>> tickets() {
        return upstream.<TicketSummary[]>get(Neighbour.MAIL, "/api/tickets", TicketSummary[].class)
                .map(List::of);
    }

    /** One ticket. */
    public Pending<TicketView> ticket(String id) {
        return upstream.get(Neighbour.MAIL, "/api/tickets/" + Upstream.segment(id), TicketView.class);
    }

    /** Answers a ticket. */
    public Pending<TicketView> answerTicket(String id, AnswerTicket answer) {
        return upstream.post(
                Neighbour.MAIL, "/api/tickets/" + Upstream.segment(id) + "/answer", TicketView.class, answer);
    }
}
