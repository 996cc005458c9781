package fr.intraparis.mail.wire;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Store;
import jakarta.mail.StoreClosedException;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The inbox of the one whose token it is. One connection for one request: what the token allows is asked of the mail
 * server every time, and whoever holds its line can cut it when the session is blocked.
 */
public final class ImapMailbox implements AutoCloseable {
    private static final Log LOG = Log.of(ImapMailbox.class);
    private static final int LONGEST_TEXT = 512 * 1024;
    private static final long LARGEST_FILE = 30L * 1024 * 1024;
    private static final int FIRST_BYTES = 64 * 1024;
    private static final int MOST_PARTS = 200;
    private static final int DEEPEST_PART = 12;

    private final Store store;
    private final Folder inbox;
    private final ImapLine line;

    private ImapMailbox(Store store, Folder inbox, ImapLine line) {
        this.store = store;
        this.inbox = inbox;
        this.line = line;
    }

    /** Opens the inbox, over a line that nobody cuts. */
    public static ImapMailbox open(MailServer server, String address, String token) {
        return open(server, address, token, new ImapLine(() -> {}));
    }

    /**
     * Opens the inbox; at first use it is made.
     *
     * @throws CodedException {@link ErrorCode#MAI_SERVER_DOWN}, {@link ErrorCode#SES_TOKEN_INVALID}, or why the line was
     *     cut
     */
    public static ImapMailbox open(MailServer server, String address, String token, ImapLine line) {
        return asked(line, () -> {
            Store store = server.session(address, line).getStore("imaps");
            try {
                store.connect(server.imapHost(), server.imapPort(), address, token);
                Folder inbox = store.getFolder("INBOX");
                if (!inbox.exists() && !inbox.create(Folder.HOLDS_MESSAGES) && !inbox.exists()) {
                    throw new MessagingException("no inbox and none can be made");
                }
                inbox.open(Folder.READ_WRITE);
                return new ImapMailbox(store, inbox, line);
            } catch (MessagingException e) {
                store.close();
                throw e;
            }
        });
    }

    /** What tells one life of the mailbox from the next: a uid means nothing under another value. */
    public long uidValidity() {
        return asked(line, ((UIDFolder) inbox)::getUIDValidity);
    }

    /** One page, newest first. @param number from 1 */
    public Letter.Page page(int number, int size) {
        return asked(line, () -> {
            int total = inbox.getMessageCount();
            int last = total - (number - 1) * size;
            List<Letter.Line> lines = new ArrayList<>();
            if (last > 0) {
                Message[] messages = inbox.getMessages(Math.max(1, last - size + 1), last);
                FetchProfile profile = new FetchProfile();
                profile.add(FetchProfile.Item.ENVELOPE);
                profile.add(FetchProfile.Item.FLAGS);
                profile.add(FetchProfile.Item.CONTENT_INFO);
                profile.add(UIDFolder.FetchProfileItem.UID);
                inbox.fetch(messages, profile);
                for (Message message : messages) {
                    try {
                        lines.add(line(message));
                    } catch (MessageRemovedException gone) {
                        LOG.info("a message went while the list was made");
                    }
                }
                Collections.reverse(lines);
            }
            return new Letter.Page(uidValidity(), total, inbox.getUnreadMessageCount(), lines);
        });
    }

    /** Whether no older message has that Message-ID; also true of one that went meanwhile. */
    public boolean isOldestCopy(long uid, String messageId) {
        return asked(line, () -> {
            for (Message copy : inbox.search(new jakarta.mail.search.MessageIDTerm(messageId))) {
                long other = ((UIDFolder) inbox).getUID(copy);
                if (other > 0 && other < uid) {
                    return false;
                }
            }
            return true;
        });
    }

    /** One message: of its text no more than {@value #LONGEST_TEXT} bytes, of its files the names. */
    public Optional<Letter.Sheet> read(long uid) {
        return asked(line, () -> {
            Message message = ((UIDFolder) inbox).getMessageByUID(uid);
            if (message == null) {
                return Optional.empty();
            }
            Parts parts = new Parts();
            parts.walk(message, 0);
            return Optional.of(new Letter.Sheet(
                    line(message),
                    people(message.getRecipients(Message.RecipientType.TO)),
                    people(message.getRecipients(Message.RecipientType.CC)),
                    parts.text(),
                    parts.files()));
        });
    }

    /**
     * One attachment, as a stream that ends with this mailbox. Its beginning is here already, so that a mail server that
     * does not give it is a coded failure.
     *
     * @throws CodedException {@link ErrorCode#MAI_FILE_TOO_LARGE} beyond thirty megabytes
     */
    public Optional<Download> attachment(long uid, int number) {
        return asked(line, () -> {
            Message message = ((UIDFolder) inbox).getMessageByUID(uid);
            if (message == null) {
                return Optional.empty();
            }
            Parts parts = new Parts();
            parts.walk(message, 0);
            if (number < 0 || number >= parts.attached.size()) {
                return Optional.empty();
            }
            Letter.File file = parts.files().get(number);
            if (file.size() > LARGEST_FILE) {
                throw new CodedException(ErrorCode.MAI_FILE_TOO_LARGE, file.name());
            }
            InputStream in = parts.attached.get(number).getInputStream();
            byte[] first = in.readNBytes(FIRST_BYTES);
            return Optional.of(new Download(
                    file.name(), file.contentType(), new SequenceInputStream(new ByteArrayInputStream(first), in)));
        });
    }

    /** A file on its way to its reader. */
    public record Download(String name, String contentType, InputStream content) {}

    /** Sets a flag on a message; a message that is not there any more is no error. */
    public void mark(long uid, Mark mark) {
        asked(line, () -> {
            Message message = ((UIDFolder) inbox).getMessageByUID(uid);
            if (message != null) {
                message.setFlags(mark.flags(), true);
            }
            return uid;
        });
    }

    @Override
    public void close() {
        try {
            inbox.close(false);
            store.close();
        } catch (MessagingException | IllegalStateException e) {
            LOG.warn("mailbox did not close", "reason", e.getClass().getSimpleName());
        } finally {
            line.closed();
        }
    }

    private Letter.Line line(Message message) throws MessagingException {
        Address[] from = read(message::getFrom);
        String messageId = message instanceof MimeMessage mime ? mime.getMessageID() : null;
        Date received = message.getReceivedDate() != null ? message.getReceivedDate() : message.getSentDate();
        String subject = read(message::getSubject);
        return new Letter.Line(
                ((UIDFolder) inbox).getUID(message),
                messageId == null ? "" : messageId.strip(),
                from != null && from.length == 1 && from[0] instanceof InternetAddress one
                        ? String.valueOf(one.getAddress()).toLowerCase(Locale.ROOT)
                        : "",
                String.join(", ", people(from)),
                subject == null ? "" : SafeMail.visible(subject),
                received == null ? Instant.EPOCH : received.toInstant(),
                message.isSet(Flags.Flag.SEEN),
                Boolean.TRUE.equals(read(() -> holdsFiles(message, 0))));
    }

    /** A header that cannot be read is shown as absent: one poisoned message must not hide the others. */
    private static <T> @Nullable T read(Question<T> question) throws MessagingException {
        try {
            return question.answer();
        } catch (MessagingException e) {
            if (isGone(e)) {
                throw e;
            }
            return null;
        } catch (IOException e) {
            // The library's streams hide there what happened to the mailbox.
            if (e.getCause() instanceof MessagingException cause && isGone(cause)) {
                throw cause;
            }
            return null;
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static boolean isGone(MessagingException e) {
        return e instanceof FolderClosedException
                || e instanceof StoreClosedException
                || e instanceof MessageRemovedException;
    }

    /** Name and address; a name that looks like an address is left out, since it can only mislead. */
    private static List<String> people(Address @Nullable [] addresses) {
        if (addresses == null) {
            return List.of();
        }
        return Arrays.stream(addresses)
                .map(address -> {
                    if (!(address instanceof InternetAddress one) || one.getAddress() == null) {
                        return SafeMail.visible(address.toString());
                    }
                    String name = one.getPersonal();
                    String bare = SafeMail.visible(one.getAddress());
                    return name == null || name.isBlank() || name.contains("@") || name.contains("<")
                            ? bare
                            : SafeMail.visible(name) + " <" + bare + ">";
                })
                .toList();
    }

    private static boolean holdsFiles(Part part, int depth) throws MessagingException, IOException {
        if (depth > DEEPEST_PART) {
            return false;
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < Math.min(parts.getCount(), MOST_PARTS); i++) {
                if (holdsFiles(parts.getBodyPart(i), depth + 1)) {
                    return true;
                }
            }
            return false;
        }
        return isFile(part);
    }

    private static boolean isFile(Part part) throws MessagingException {
        return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())
                || part.getFileName() != null
                || !part.isMimeType("text/*");
    }

    /** The text and the files of one message, each where it was found. */
    private static final class Parts {
        final List<Part> attached = new ArrayList<>();
        private final StringBuilder plain = new StringBuilder();
        private final StringBuilder html = new StringBuilder();
        private int seen;
        private int textLeft = LONGEST_TEXT;

        void walk(Part part, int depth) throws MessagingException, IOException {
            if (++seen > MOST_PARTS || depth > DEEPEST_PART) {
                return;
            }
            if (part.isMimeType("multipart/*")) {
                Object content = read(part::getContent);
                if (content instanceof Multipart parts) {
                    for (int i = 0; i < parts.getCount(); i++) {
                        walk(parts.getBodyPart(i), depth + 1);
                    }
                    return;
                }
            }
            if (isFile(part)) {
                attached.add(part);
            } else if (part.isMimeType("text/html")) {
                html.append(textOf(part)).append('\n');
            } else {
                plain.append(textOf(part)).append('\n');
            }
        }

        String text() {
            return plain.toString().isBlank()
                    ? PlainText.of(html.toString())
                    : plain.toString().strip();
        }

        List<Letter.File> files() throws MessagingException {
            List<Letter.File> files = new ArrayList<>();
            for (int i = 0; i < attached.size(); i++) {
                Part part = attached.get(i);
                String name = read(() -> decoded(nameOf(part)));
                String type = part.getContentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
                files.add(new Letter.File(
                        i,
                        name == null || name.isBlank()
                                ? "piece-jointe-" + (i + 1)
                                : SafeMail.visible(name).replaceAll("[/\\\\\"]", "_"),
                        type.matches("[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}") ? type : "application/octet-stream",
                        Math.max(0, size(part))));
            }
            return files;
        }

        /** From the part's own header: James gives names in its summary of a message with "?" for every accent. */
        private static @Nullable String nameOf(Part part) throws MessagingException {
            String[] disposition = part.getHeader("Content-Disposition");
            String name = disposition == null || disposition.length == 0
                    ? null
                    : new jakarta.mail.internet.ContentDisposition(disposition[0]).getParameter("filename");
            return name != null ? name : part.getFileName();
        }

        /** Many clients write names as encoded words, which the standard does not foresee there. */
        private static @Nullable String decoded(@Nullable String name) throws IOException {
            return name == null ? null : jakarta.mail.internet.MimeUtility.decodeText(name);
        }

        /** The decoded size as lines of 76 characters foretell it, to the padding: the bytes are not fetched for it. */
        private static long size(Part part) throws MessagingException {
            long encoded = part.getSize();
            boolean base64 = part instanceof jakarta.mail.internet.MimePart mime
                    && "base64".equalsIgnoreCase(mime.getEncoding());
            return base64 ? (encoded - encoded / 78 * 2) * 3 / 4 : encoded;
        }

        /** What can be read of it, as long as the message as a whole is no longer than a person reads. */
        private String textOf(Part part) throws MessagingException {
            byte[] bytes = read(() -> {
                try (InputStream in = part.getInputStream()) {
                    return in.readNBytes(textLeft);
                }
            });
            if (bytes == null) {
                return "";
            }
            textLeft -= bytes.length;
            return new String(bytes, charset(part.getContentType())).replace("\r\n", "\n");
        }

        private static Charset charset(String contentType) {
            try {
                String named = new jakarta.mail.internet.ContentType(contentType).getParameter("charset");
                return named == null
                        ? StandardCharsets.UTF_8
                        : Charset.forName(jakarta.mail.internet.MimeUtility.javaCharset(named));
            } catch (jakarta.mail.internet.ParseException | IllegalArgumentException unknown) {
                return StandardCharsets.ISO_8859_1;
            }
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        @Nullable
        T answer() throws MessagingException, IOException;
    }

    @SuppressWarnings("NullAway") // the questions asked through here always have an answer
    private static <T> T asked(ImapLine line, Question<T> question) {
        try {
            return question.answer();
        } catch (MessagingException | IOException | RuntimeException e) {
            ErrorCode cut = line.whyCut();
            throw cut == null ? coded(e) : new CodedException(cut, "", e);
        }
    }

    private static RuntimeException coded(Exception e) {
        if (e instanceof RuntimeException ours) {
            return ours;
        }
        if (e instanceof AuthenticationFailedException) {
            String answer = e.getMessage();
            if (answer != null && answer.contains("[UNAVAILABLE]")) {
                return new CodedException(ErrorCode.MAI_SERVER_DOWN, "", e);
            }
            LOG.warn("mail server refused the token", "protocol", "imap");
            return new CodedException(ErrorCode.SES_TOKEN_INVALID, "", e);
        }
        boolean gone = e instanceof MessageRemovedException || e.getCause() instanceof MessageRemovedException;
        return new CodedException(gone ? ErrorCode.MAI_NOT_FOUND : ErrorCode.MAI_SERVER_DOWN, "", e);
    }
}
