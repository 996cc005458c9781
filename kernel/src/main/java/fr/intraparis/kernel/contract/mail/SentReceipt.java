package fr.intraparis.kernel.contract.mail;

import java.time.Instant;

/**
 * What became of a message.
 *
 * @param reference what one says on the telephone
 * @param state SENT, or WAITING when the mail server could not take it yet
 */
public record SentReceipt(String reference, String state, Instant at) {}
