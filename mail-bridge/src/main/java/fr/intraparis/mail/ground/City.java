package fr.intraparis.mail.ground;

/** The city's mail domain, in lower case. */
public record City(String domain) {

    /** The mailbox that official messages come from. */
    public String officialMailbox() {
        return "intraparis@" + domain;
    }
}
