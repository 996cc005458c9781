package fr.intraparis.kernel.contract.mail;

/** @param number its place in the message, from 0; @param size bytes, decoded */
public record AttachmentView(int number, String name, String contentType, long size) {}
