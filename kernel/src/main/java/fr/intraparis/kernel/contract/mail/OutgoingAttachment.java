package fr.intraparis.kernel.contract.mail;

/** @param content base64 */
public record OutgoingAttachment(String name, String contentType, String content) {}
