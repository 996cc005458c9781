package fr.intraparis.portal.mailbox;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.contract.mail.OutgoingAttachment;
import fr.intraparis.kernel.contract.mail.SendMessage;
import fr.intraparis.kernel.contract.mail.SentReceipt;
import fr.intraparis.portal.layout.FormErrors;
import fr.intraparis.portal.layout.PageStatus;
import fr.intraparis.portal.upstream.Answer;
import fr.intraparis.portal.upstream.MailBridge;
import fr.intraparis.portal.visitor.FormGuard;
import fr.intraparis.portal.visitor.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A message being written, on the page that composes and on the one that answers. Whatever goes wrong, the text stays;
 * a browser never fills a file field again, so the page names the files that have to be chosen once more, and does not let
 * the message go without them unseen.
 */
@Named
@RequestScoped
public class Draft {
    private static final Set<ErrorCode> ABOUT_RECIPIENTS =
            Set.of(ErrorCode.CHA_OUTSIDE_RECIPIENT, ErrorCode.MAI_ADDRESS);
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 100_000;
    private static final long MOST_BYTES = 10L * 1024 * 1024;

    @Inject
    private MailBridge mail;

    @Inject
    private Visitor visitor;

    @Inject
    private FormErrors errors;

    @Inject
    private FormGuard guard;

    private String to = "";
    private String subject = "";
    private String text = "";
    private List<Part> files = List.of();
    private Answer<SentReceipt> sent = Answer.absent();

    /** Sends it; {@code inReplyTo} is the Message-ID that is answered, or null. */
    public void send(@Nullable String inReplyTo) {
        check();
        if (!errors.isNone()) {
            return;
        }
        sent = mail.send(new SendMessage(addresses(), List.of(), subject.strip(), text, inReplyTo, attachments()))
                .answer();
        if (!sent.isOk()) {
            refuse(sent.getProblem());
            PageStatus.of(sent.getProblem());
            if (!sent.isUnjudged()) {
                guard.renewKey();
            }
        }
    }

    private void refuse(@Nullable Problem refusal) {
        if (refusal != null && ABOUT_RECIPIENTS.contains(refusal.code())) {
            errors.refuse(refusal, "to");
        } else {
            errors.refuse(refusal);
        }
    }

    private void check() {
        if (addresses().isEmpty()) {
            errors.add("to", "mail.error.to");
        }
        if (subject.isBlank()) {
            errors.add("subject", "mail.error.subject");
        } else if (subject.length() > LONGEST_SUBJECT) {
            errors.add("subject", "mail.error.longSubject", LONGEST_SUBJECT);
        }
        if (text.isBlank()) {
            errors.add("text", "mail.error.text");
        } else if (text.length() > LONGEST_TEXT) {
            errors.add("text", "mail.error.longText", LONGEST_TEXT);
        }
        if (chosen().isEmpty() && !visitor.parameter("lost-files").isEmpty()) {
            errors.add("files", "mail.error.lostFiles", visitor.parameter("lost-files"));
        }
        if (chosen().stream().mapToLong(Part::getSize).sum() > MOST_BYTES) {
            errors.add("files", "mail.error.files");
        }
    }

    private List<String> addresses() {
        return Arrays.stream(to.split("[,;\\s]+"))
                .filter(address -> !address.isBlank())
                .toList();
    }

    /** An empty file field arrives as one nameless part. */
    private List<Part> chosen() {
        return files.stream()
                .filter(part -> part.getSubmittedFileName() != null
                        && !part.getSubmittedFileName().isBlank())
                .toList();
    }

    private List<OutgoingAttachment> attachments() {
        List<OutgoingAttachment> attachments = new ArrayList<>();
        for (Part part : chosen()) {
            try (InputStream content = part.getInputStream()) {
                String type = part.getContentType();
                attachments.add(new OutgoingAttachment(
                        lastSegment(part.getSubmittedFileName()),
                        type == null ? "application/octet-stream" : type,
                        Base64.getEncoder().encodeToString(content.readAllBytes())));
            } catch (IOException lost) {
                throw new UncheckedIOException(lost);
            }
        }
        return attachments;
    }

    /** Some browsers once sent the whole path. */
    private static String lastSegment(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    /** Whether it has been handed over: then the page is its confirmation. */
    public boolean isDone() {
        return sent.isOk();
    }

    /** What became of it; null until then. */
    public @Nullable SentReceipt getReceipt() {
        return sent.getValue();
    }

    /** Files that were chosen and must be chosen again, because the message did not leave; empty if none. */
    public String getLostFiles() {
        return isDone()
                ? ""
                : chosen().stream()
                        .map(part -> lastSegment(part.getSubmittedFileName()))
                        .collect(Collectors.joining(", "));
    }

    /** Recipients, separated by commas, semicolons or blanks. */
    public String getTo() {
        return to;
    }

    /** Recipients. */
    public void setTo(@Nullable String to) {
        this.to = to == null ? "" : to;
    }

    /** Subject. */
    public String getSubject() {
        return subject;
    }

    /** Subject. */
    public void setSubject(@Nullable String subject) {
        this.subject = subject == null ? "" : subject;
    }

    /** Body, plain text. */
    public String getText() {
        return text;
    }

    /** Body, plain text. */
    public void setText(@Nullable String text) {
        this.text = text == null ? "" : text;
    }

    /** Attachments. */
    public List<Part> getFiles() {
        return files;
    }

    /** Attachments. */
    public void setFiles(@Nullable List<Part> files) {
        this.files = files == null ? List.of() : files;
    }
}
