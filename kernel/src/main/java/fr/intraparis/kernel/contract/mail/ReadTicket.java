package fr.intraparis.kernel.contract.mail;

import java.util.List;

/**
 * Somebody on the SOS page asks for the answer to a ticket.
 *
 * @param answerCode as it was typed
 * @param healthy areas of codes, such as NET, of which the door found nothing wrong with this visit
 */
public record ReadTicket(String answerCode, List<String> healthy) {}
