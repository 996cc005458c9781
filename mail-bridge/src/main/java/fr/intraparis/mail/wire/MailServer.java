package fr.intraparis.mail.wire;

import jakarta.mail.Session;
import java.util.List;
import java.util.Properties;

/**
 * Where the mail server is. TLS from the first byte, the server's name checked; the password is a token (XOAUTH2) and
 * nothing else is ever offered. The time limits add up to less than three seconds: an agent is told, not kept waiting.
 */
public record MailServer(String imapHost, int imapPort, String smtpHost, int smtpPort) {

    Session session(String sender) {
        return Session.getInstance(properties(sender));
    }

    /** The same, over connections that can be cut. */
    Session session(String sender, ImapLine line) {
        Properties properties = properties(sender);
        properties.put("mail.imaps.socketFactory", line.sockets());
        properties.put("mail.imaps.socketFactory.fallback", "false");
        return Session.getInstance(properties);
    }

    private static Properties properties(String sender) {
        Properties properties = new Properties();
        for (String protocol : List.of("imaps", "smtps")) {
            String prefix = "mail." + protocol + ".";
            properties.put(prefix + "auth", "true");
            properties.put(prefix + "auth.mechanisms", "XOAUTH2");
            properties.put(prefix + "ssl.checkserveridentity", "true");
            properties.put(prefix + "ssl.protocols", "TLSv1.3 TLSv1.2");
            properties.put(prefix + "connectiontimeout", "500");
            properties.put(prefix + "timeout", "2400");
            properties.put(prefix + "writetimeout", "10000");
        }
        properties.put("mail.smtps.from", sender);
        properties.put("mail.smtps.localhost", "mail-bridge");
        properties.put("mail.smtps.sendpartial", "false");
        properties.put("mail.imaps.fetchsize", "262144");
        properties.put("mail.mime.address.strict", "false");
        return properties;
    }
}
