package fr.intraparis.mail.wire;

import fr.intraparis.kernel.Log;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.regex.Pattern;

/** Hands one message to the mail server, in the name of the one whose token it is. */
public final class SmtpSubmission {
    private static final Log LOG = Log.of(SmtpSubmission.class);
    private static final Pattern PERMANENT = Pattern.compile("(?s)\\s*5\\d\\d[ -].*");

    private SmtpSubmission() {}

    /** How it ended. */
    public enum Outcome {
        /** The server has taken it for every recipient. */
        SENT,
        /** The server will never take it. */
        REFUSED,
        /** The server did not answer, or not now: the same message may be handed over again. */
        LATER,
        /** The token was not accepted: the same message may be handed over with another. */
        TOKEN_REFUSED
    }

    /** Tries once. Never throws: what is not {@code SENT} is a state of the message, not of the caller. */
    public static Outcome submit(MailServer server, String sender, String token, List<String> recipients, byte[] mime) {
        Session session = server.session(sender);
        try (Transport transport = session.getTransport("smtps")) {
            MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(mime));
            InternetAddress[] to = new InternetAddress[recipients.size()];
            for (int i = 0; i < to.length; i++) {
                to[i] = new InternetAddress(recipients.get(i), true);
            }
            transport.connect(server.smtpHost(), server.smtpPort(), sender, token);
            transport.sendMessage(message, to);
            return Outcome.SENT;
        } catch (AuthenticationFailedException e) {
            LOG.warn("mail server refused the token", "protocol", "smtp");
            return Outcome.TOKEN_REFUSED;
        } catch (MessagingException e) {
            Outcome outcome = isPermanent(e) ? Outcome.REFUSED : Outcome.LATER;
            LOG.warn("message not handed over", "outcome", outcome, "answer", firstLine(e));
            return outcome;
        }
    }

    private static boolean isPermanent(MessagingException thrown) {
        for (Exception e = thrown; e != null; ) {
            String answer = e.getMessage();
            if (answer != null && PERMANENT.matcher(answer).matches()) {
                return true;
            }
            e = e instanceof MessagingException chained ? chained.getNextException() : null;
        }
        return false;
    }

    private static String firstLine(MessagingException e) {
        String answer = e.getMessage();
        return answer == null
                ? e.getClass().getSimpleName()
                : SafeMail.visible(answer.strip().split("\\R", 2)[0]);
    }
}
