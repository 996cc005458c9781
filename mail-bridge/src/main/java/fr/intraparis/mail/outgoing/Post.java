package fr.intraparis.mail.outgoing;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.mail.OutgoingAttachment;
import fr.intraparis.kernel.contract.mail.SendMessage;
import fr.intraparis.kernel.contract.mail.SentReceipt;
import fr.intraparis.kernel.idempotency.Idempotency;
import fr.intraparis.kernel.jdbc.Transactions;
import fr.intraparis.kernel.outbox.Outbox;
import fr.intraparis.mail.charter.CharterOfUse;
import fr.intraparis.mail.charter.Finding;
import fr.intraparis.mail.charter.Sending;
import fr.intraparis.mail.ground.City;
import fr.intraparis.mail.ground.Registry;
import fr.intraparis.mail.trace.Trace;
import fr.intraparis.mail.trace.Traces;
import fr.intraparis.mail.wire.Attachment;
import fr.intraparis.mail.wire.Draft;
import fr.intraparis.mail.wire.Recipient;
import fr.intraparis.mail.wire.SafeMail;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The way of an agent's message: charter, then trace + audit + outbox in one transaction, then the mail server. */
@Dependent
public class Post {
    static final long MOST_BYTES = 10L * 1024 * 1024;
    private static final int MOST_RECIPIENTS = 50;
    private static final int LONGEST_TEXT = 200_000;

    private final Transactions database;
    private final Registry registry;
    private final Delivery delivery;
    private final City city;
    private final Clock clock;

    @Inject
    public Post(Transactions database, Registry registry, Delivery delivery, City city, Clock clock) {
        this.database = database;
        this.registry = registry;
        this.delivery = delivery;
        this.city = city;
        this.clock = clock;
    }

    /**
     * Who sends.
     *
     * @param mailbox the address that the token names
     * @param name shown before the address
     * @param token the agent's own, for the mail server
     */
    public record Writer(String agentId, String mailbox, String name, String token, Locale locale) {}

    /**
     * Takes a message and tries to deliver it.
     *
     * @param key of the request: the same message under the same key is one message
     * @throws CodedException when the charter or the mail server refuses it, or its content is not valid: nothing left
     */
    public SentReceipt send(Writer writer, UUID key, SendMessage message) {
        Draft draft = draft(writer, UUID.randomUUID(), message);
        List<Recipient> everybody = Stream.concat(draft.to().stream(), draft.cc().stream())
                .distinct()
                .toList();
        obeyTheCharter(writer, everybody);
        byte[] mime = SafeMail.compose(draft);
        UUID reference =
                database.inTransaction(connection -> take(connection, writer, key, message, draft, everybody, mime));
        delivery.deliver(topicOf(writer.mailbox()), writer::token);
        Trace trace = database.inTransaction(connection -> Traces.find(connection, reference))
                .orElseThrow(() -> new IllegalStateException("a message that was taken has no trace"));
        if (trace.state() == Trace.State.REFUSED) {
            throw new CodedException(ErrorCode.MAI_REFUSED, trace.id().toString());
        }
        return receipt(trace);
    }

    /** The agent is here: what waits for the agent's token is tried again. */
    public int visit(String mailbox, String token) {
        delivery.deliver(topicOf(mailbox), () -> token);
        return database.inTransaction(connection -> Traces.waiting(connection, mailbox));
    }

    /** What the caller is told about a trace. */
    public static SentReceipt receipt(Trace trace) {
        return new SentReceipt(trace.id().toString(), trace.state().name(), trace.at());
    }

    private UUID take(
            Connection connection,
            Writer writer,
            UUID key,
            SendMessage message,
            Draft draft,
            List<Recipient> everybody,
            byte[] mime)
            throws SQLException {
        UUID fresh = referenceIn(draft.messageId());
        var earlier = Idempotency.claim(connection, writer.agentId(), key, fingerprint(message));
        if (earlier.isPresent()) {
            return UUID.fromString(earlier.get().body());
        }
        List<String> recipients = everybody.stream().map(Recipient::address).toList();
        Traces.put(
                connection,
                new Trace(
                        fresh,
                        Trace.Kind.AGENT,
                        draft.messageId(),
                        writer.agentId(),
                        writer.mailbox(),
                        recipients,
                        mime.length,
                        draft.attachments().size(),
                        new byte[0],
                        Trace.State.WAITING,
                        clock.instant()));
        registry.done(
                connection,
                writer.agentId(),
                "mail-sent",
                "message:" + fresh,
                Map.of(
                        "recipients", String.join(" ", recipients),
                        "attachments", Integer.toString(draft.attachments().size())));
        Outbox.put(
                connection,
                topicOf(writer.mailbox()),
                fresh,
                new Envelope(writer.mailbox(), recipients, mime).toJson());
        Idempotency.answered(connection, writer.agentId(), key, new Idempotency.Answer(200, fresh.toString()));
        return fresh;
    }

    private void obeyTheCharter(Writer writer, List<Recipient> everybody) {
        Finding refusal =
                CharterOfUse.refusal(new Sending(everybody, city.domain())).orElse(null);
        if (refusal == null || refusal.code() == null) {
            return;
        }
        ErrorCode code = refusal.code();
        database.inTransaction(connection -> {
            registry.refused(
                    connection,
                    writer.agentId(),
                    "mail-sent",
                    "-",
                    code,
                    Map.of("clause", refusal.clause().name(), "evidence", String.join(" ", refusal.evidence())));
            return code;
        });
        throw new CodedException(code, refusal.detail(writer.locale()));
    }

    private Draft draft(Writer writer, UUID reference, SendMessage message) {
        List<Recipient> to = recipients(message.to());
        List<Recipient> cc = recipients(message.cc());
        if (to.isEmpty() || to.size() + cc.size() > MOST_RECIPIENTS) {
            throw new CodedException(ErrorCode.MAI_ADDRESS, "1 - " + MOST_RECIPIENTS);
        }
        if (message.text() == null || message.text().length() > LONGEST_TEXT) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "text: 0 - " + LONGEST_TEXT);
        }
        Instant now = clock.instant();
        return new Draft(
                messageId(reference, city),
                writer.mailbox(),
                writer.name(),
                to,
                cc,
                message.subject() == null ? "" : message.subject(),
                message.text(),
                message.inReplyTo() == null || message.inReplyTo().isBlank() ? null : message.inReplyTo(),
                attachments(message.attachments()),
                now);
    }

    private static List<Recipient> recipients(List<String> typed) {
        return typed == null
                ? List.of()
                : typed.stream().map(SafeMail::recipient).toList();
    }

    private static List<Attachment> attachments(List<OutgoingAttachment> given) {
        List<Attachment> attachments = new ArrayList<>();
        long total = 0;
        for (OutgoingAttachment one : given == null ? List.<OutgoingAttachment>of() : given) {
            if (one.name() == null || one.contentType() == null || one.content() == null) {
                throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "attachments");
            }
            total += one.content().length() * 3L / 4;
            if (total > MOST_BYTES + 2) {
                throw new CodedException(ErrorCode.MAI_ATTACHMENT_TOO_LARGE, SafeMail.visible(one.name()));
            }
            try {
                attachments.add(new Attachment(
                        one.name(), one.contentType(), Base64.getDecoder().decode(one.content())));
            } catch (IllegalArgumentException e) {
                throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "attachments: base64", e);
            }
        }
        return attachments;
    }

    private static String fingerprint(SendMessage message) {
        StringBuilder all = new StringBuilder("send-message");
        Stream.of(message.to(), message.cc())
                .forEach(list -> all.append('\n').append(list == null ? "" : String.join(",", list)));
        all.append('\n').append(message.subject()).append('\n').append(message.text());
        all.append('\n').append(message.inReplyTo());
        for (OutgoingAttachment one :
                message.attachments() == null ? List.<OutgoingAttachment>of() : message.attachments()) {
            all.append('\n')
                    .append(one.name())
                    .append('\n')
                    .append(one.contentType())
                    .append('\n')
                    .append(one.content());
        }
        return all.toString();
    }

    private static String topicOf(String mailbox) {
        return "agent:" + mailbox;
    }

    /** The Message-ID that goes with a reference. */
    public static String messageId(UUID reference, City city) {
        return "<" + reference + "@" + city.domain() + ">";
    }

    private static UUID referenceIn(String messageId) {
        return UUID.fromString(messageId.substring(1, messageId.indexOf('@')));
    }
}
