package fr.intraparis.mail.wire;

/** A file that goes with a message, or came with one. */
@SuppressWarnings("ArrayRecordComponent") // never compared: it only carries bytes from one side to the other
public record Attachment(String name, String contentType, byte[] content) {}
