package fr.intraparis.kernel.contract.mail;

/**
 * A line of the receipt that goes with a ticket: what the door saw of the visit, as the person left it.
 *
 * @param name one of the closed list of the SOS page, such as {@code browser}
 */
public record TicketFact(String name, String value) {}
