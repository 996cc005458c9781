package fr.intraparis.portal.upstream;

import fr.intraparis.kernel.contract.mail.MailboxView;
import fr.intraparis.kernel.contract.mail.MessageView;
import fr.intraparis.kernel.contract.mail.SendMessage;
import fr.intraparis.kernel.contract.mail.SentReceipt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

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
}
