package fr.intraparis.kernel.contract.mail;

/** IT support answers a ticket. */
public record AnswerTicket(String text) {}
