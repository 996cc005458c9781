package fr.intraparis.kernel.contract.mail;

import java.util.List;

/**
 * One page of the mailbox, newest first.
 *
 * @param waiting messages of this agent that could not leave yet
 */
public record MailboxView(List<MessageSummary> messages, int total, int unread, int waiting) {}
