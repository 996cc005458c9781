package fr.intraparis.kernel.contract.mail;

/**
 * A service of the city writes to an agent's professional mailbox (statement S78).
 *
 * @param id UUID: the same message handed over twice arrives once
 * @param recipient address in the city's domain
 * @param text plain text, French then English
 */
public record OfficialMessage(String id, String recipient, String subject, String text) {}
