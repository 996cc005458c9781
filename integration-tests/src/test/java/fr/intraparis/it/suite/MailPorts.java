package fr.intraparis.it.suite;

/** Where a mail server listens on loopback. */
public record MailPorts(int imaps, int smtps) {}
