package fr.intraparis.portal.mailbox;

import fr.intraparis.kernel.contract.mail.MailboxView;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.MailBridge;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** The list of messages. */
@Named
@RequestScoped
public class MailboxPage {
    @Inject
    private MailBridge mail;

    private Answer<MailboxView> mailbox = Answer.absent();

    @PostConstruct
    void ask() {
        mailbox = mail.mailbox().answer();
    }

    /** Before the page is drawn: its status tells whether the mailbox can be read. */
    public void show() {
        PageStatus.of(mailbox.getProblem());
    }

    /** The mailbox, or why it is not there. */
    public Answer<MailboxView> getMailbox() {
        return mailbox;
    }
}
