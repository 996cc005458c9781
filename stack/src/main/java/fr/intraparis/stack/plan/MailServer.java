package fr.intraparis.stack.plan;

/** Which mail server runs. */
public enum MailServer {
    /** Apache James: needs nothing installed, keeps its mailboxes in memory. */
    JAMES,
    /** Debian's Dovecot and Postfix, where they are installed: keep their mailboxes. */
    DOVECOT
}
