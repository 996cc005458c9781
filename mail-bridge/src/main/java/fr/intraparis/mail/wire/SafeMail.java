package fr.intraparis.mail.wire;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The only writer of messages. Every string that becomes part of a header (subject, names, file names, media types,
 * Message-IDs) passes one check first: it is one line of visible characters. What does not pass is refused, not
 * repaired: a line break there is never an accident of typing.
 */
public final class SafeMail {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9.+-]{1,60}/[A-Za-z0-9.+-]{1,60}");
    private static final Pattern MESSAGE_ID = Pattern.compile("<[\\x21-\\x3b\\x3d\\x3f-\\x7e]{1,250}>");
    private static final int LONGEST_LINE = 500;

    private SafeMail() {}

    /**
     * The message as bytes.
     *
     * @throws CodedException {@link ErrorCode#MAI_UNSAFE_TEXT} when a string would not stay where it belongs
     */
    public static byte[] compose(Draft draft) {
        try {
            MimeMessage message = new KeptMessageId(oneOf(MESSAGE_ID, draft.messageId(), "Message-ID"));
            message.setFrom(new InternetAddress(
                    singleLine(draft.sender(), "from"),
                    draft.senderName().isEmpty() ? null : singleLine(draft.senderName(), "from"),
                    StandardCharsets.UTF_8.name()));
            message.setRecipients(Message.RecipientType.TO, addresses(draft.to()));
            message.setRecipients(Message.RecipientType.CC, addresses(draft.cc()));
            message.setSubject(singleLine(draft.subject(), "subject"), StandardCharsets.UTF_8.name());
            message.setSentDate(Date.from(draft.at()));
            if (draft.inReplyTo() != null) {
                String answered = oneOf(MESSAGE_ID, draft.inReplyTo(), "inReplyTo");
                message.setHeader("In-Reply-To", answered);
                message.setHeader("References", answered);
            }
            String text = draft.text()
                    .replace("\r\n", "\n")
                    .replace("\r", "\n")
                    .replace("\n", "\r\n")
                    .replace("\0", "");
            if (draft.attachments().isEmpty()) {
                message.setText(text, StandardCharsets.UTF_8.name());
            } else {
                MimeMultipart parts = new MimeMultipart();
                MimeBodyPart body = new MimeBodyPart();
                body.setText(text, StandardCharsets.UTF_8.name());
                parts.addBodyPart(body);
                for (Attachment attachment : draft.attachments()) {
                    parts.addBodyPart(part(attachment));
                }
                message.setContent(parts);
            }
            message.saveChanges();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            message.writeTo(out);
            return out.toByteArray();
        } catch (MessagingException | IOException e) {
            throw new CodedException(ErrorCode.MAI_UNSAFE_TEXT, "", e);
        }
    }

    /**
     * Reads one address as a person types it. A display name, a group, a route or a second address is no address.
     *
     * @throws CodedException {@link ErrorCode#MAI_ADDRESS} naming it
     */
    public static Recipient recipient(String typed) {
        String line = typed.strip();
        try {
            if (line.length() > 320 || isBroken(line)) {
                throw new AddressException("not one line");
            }
            InternetAddress[] read = InternetAddress.parse(line, true);
            if (read.length != 1
                    || read[0].isGroup()
                    || read[0].getPersonal() != null
                    || !line.equals(read[0].getAddress())) {
                throw new AddressException("not one plain address");
            }
            read[0].validate();
            int at = line.lastIndexOf('@');
            if (at < 1 || at == line.length() - 1) {
                throw new AddressException("no domain");
            }
            return new Recipient(line.substring(0, at), line.substring(at + 1).toLowerCase(Locale.ROOT));
        } catch (AddressException e) {
            throw new CodedException(ErrorCode.MAI_ADDRESS, visible(line), e);
        }
    }

    /** The value itself when it is one line of visible characters. {@code what} names it to the person. */
    static String singleLine(String value, String what) {
        if (value.length() > LONGEST_LINE || isBroken(value)) {
            throw new CodedException(ErrorCode.MAI_UNSAFE_TEXT, what + ": " + visible(value));
        }
        return value;
    }

    /** The same line with what must not be shown taken out, for lists and messages to people. */
    public static String visible(String value) {
        StringBuilder kept = new StringBuilder();
        value.codePoints()
                .limit(LONGEST_LINE)
                .map(point -> isForbidden(point) ? ' ' : point)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static String oneOf(Pattern form, String value, String what) {
        if (!form.matcher(value).matches()) {
            throw new CodedException(ErrorCode.MAI_UNSAFE_TEXT, what + ": " + visible(value));
        }
        return value;
    }

    private static boolean isBroken(String value) {
        return value.codePoints().anyMatch(SafeMail::isForbidden);
    }

    /** Control characters, line and paragraph separators, invisible marks (bidirectional ones too), half surrogates. */
    private static boolean isForbidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static InternetAddress[] addresses(List<Recipient> recipients) throws AddressException {
        InternetAddress[] addresses = new InternetAddress[recipients.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = new InternetAddress(recipients.get(i).address(), true);
        }
        return addresses;
    }

    private static MimeBodyPart part(Attachment attachment) throws MessagingException {
        String name = singleLine(attachment.name(), "file");
        if (name.isBlank() || name.contains("/") || name.contains("\\") || name.contains("\"")) {
            throw new CodedException(ErrorCode.MAI_UNSAFE_TEXT, "file: " + visible(name));
        }
        String type = oneOf(MEDIA_TYPE, attachment.contentType(), "contentType").toLowerCase(Locale.ROOT);
        // A message or multipart would be taken apart by its reader: it travels as a closed file.
        boolean opaque = type.startsWith("multipart/") || type.startsWith("message/") || type.startsWith("text/");
        String closed = opaque ? "application/octet-stream" : type;
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(attachment.content(), closed)));
        part.setHeader("Content-Type", closed);
        // Not setFileName: it writes in the platform's charset, and lets a line break through (measured).
        ContentDisposition disposition = new ContentDisposition(MimeBodyPart.ATTACHMENT, new ParameterList());
        disposition.getParameterList().set("filename", name, StandardCharsets.UTF_8.name());
        part.setHeader("Content-Disposition", disposition.toString());
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    /** The library makes a Message-ID of its own whenever it can. */
    private static final class KeptMessageId extends MimeMessage {
        private final String messageId;

        KeptMessageId(String messageId) {
            super(Session.getInstance(new Properties()));
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
