package fr.intraparis.mail.wire;

import java.time.Instant;
import java.util.List;

/** A message of a mailbox, as the bridge shows it. */
public final class Letter {
    private Letter() {}

    /**
     * One line of the list.
     *
     * @param messageId as the header says; empty if it has none
     * @param sender the bare address, lower case, to compare; {@code from} is for people
     */
    public record Line(
            long uid,
            String messageId,
            String sender,
            String from,
            String subject,
            Instant receivedAt,
            boolean seen,
            boolean attachments) {}

    /** An attachment, without its bytes. */
    public record File(int number, String name, String contentType, long size) {}

    /** The message itself. */
    public record Sheet(Line line, List<String> to, List<String> cc, String text, List<File> files) {}

    /** One page, newest first. */
    public record Page(long uidValidity, int total, int unread, List<Line> lines) {}
}
