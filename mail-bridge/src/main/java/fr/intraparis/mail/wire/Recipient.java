package fr.intraparis.mail.wire;

/**
 * One address, parsed and nothing more: whether it is inside the city is the charter's question.
 *
 * @param local what stands before the last {@code @}, quotes included
 * @param domain what stands after it, in lower case
 */
public record Recipient(String local, String domain) {

    /** As it is written on the envelope. */
    public String address() {
        return local + "@" + domain;
    }
}
