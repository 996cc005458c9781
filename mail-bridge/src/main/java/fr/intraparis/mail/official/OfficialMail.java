package fr.intraparis.mail.official;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.mail.OfficialMessage;
import fr.intraparis.kernel.contract.mail.SentReceipt;
import fr.intraparis.kernel.jdbc.Transactions;
import fr.intraparis.kernel.outbox.Outbox;
import fr.intraparis.mail.charter.CharterOfUse;
import fr.intraparis.mail.charter.Sending;
import fr.intraparis.mail.ground.City;
import fr.intraparis.mail.ground.Registry;
import fr.intraparis.mail.outgoing.Envelope;
import fr.intraparis.mail.outgoing.Post;
import fr.intraparis.mail.trace.Trace;
import fr.intraparis.mail.trace.Traces;
import fr.intraparis.mail.wire.Draft;
import fr.intraparis.mail.wire.Recipient;
import fr.intraparis.mail.wire.SafeMail;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Takes official messages: trace, audit row and outbox in one transaction. {@link OfficialRound} delivers them. */
@Dependent
class OfficialMail {
    static final String TOPIC = "official";
    private static final String SENDER_NAME = "Intraparis";

    private final Transactions database;
    private final Registry registry;
    private final City city;
    private final Clock clock;

    @Inject
    OfficialMail(Transactions database, Registry registry, City city, Clock clock) {
        this.database = database;
        this.registry = registry;
        this.city = city;
        this.clock = clock;
    }

    /**
     * Takes a message; the same again is answered with the state of the first.
     *
     * @param service who hands it over
     * @throws CodedException {@link ErrorCode#SYS_KEY_REUSED} when the id was used for another message
     */
    SentReceipt take(String service, OfficialMessage message) {
        UUID id = id(message);
        Recipient recipient = SafeMail.recipient(String.valueOf(message.recipient()));
        obeyTheCharter(service, recipient);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String messageId = Post.messageId(id, city);
        byte[] mime = SafeMail.compose(new Draft(
                messageId,
                city.officialMailbox(),
                SENDER_NAME,
                List.of(recipient),
                List.of(),
                String.valueOf(message.subject()),
                String.valueOf(message.text()),
                null,
                List.of(),
                now));
        byte[] hash = hash(message);
        List<String> recipients = List.of(recipient.address().toLowerCase(Locale.ROOT));
        Trace taken = new Trace(
                id,
                Trace.Kind.OFFICIAL,
                messageId,
                service,
                city.officialMailbox(),
                recipients,
                mime.length,
                0,
                hash,
                Trace.State.WAITING,
                now);
        return database.inTransaction(connection -> {
            if (!Traces.put(connection, taken)) {
                Trace earlier = Traces.find(connection, id)
                        .filter(trace -> trace.kind() == Trace.Kind.OFFICIAL
                                && trace.author().equals(service)
                                && MessageDigest.isEqual(trace.requestHash(), hash))
                        .orElseThrow(() -> new CodedException(ErrorCode.SYS_KEY_REUSED, id.toString()));
                return Post.receipt(earlier);
            }
            registry.done(
                    connection,
                    service,
                    "official-message",
                    "message:" + id,
                    Map.of("recipients", String.join(" ", recipients)));
            Outbox.put(connection, TOPIC, id, new Envelope(city.officialMailbox(), recipients, mime).toJson());
            return Post.receipt(taken);
        });
    }

    private void obeyTheCharter(String service, Recipient recipient) {
        CharterOfUse.refusal(new Sending(List.of(recipient), city.domain())).ifPresent(refusal -> {
            database.inTransaction(connection -> {
                registry.refused(
                        connection,
                        service,
                        "official-message",
                        "-",
                        ErrorCode.CHA_OUTSIDE_RECIPIENT,
                        Map.of("evidence", recipient.address()));
                return recipient;
            });
            throw new CodedException(ErrorCode.CHA_OUTSIDE_RECIPIENT, refusal.detail(Locale.FRENCH));
        });
    }

    private static UUID id(OfficialMessage message) {
        try {
            return UUID.fromString(String.valueOf(message.id()));
        } catch (IllegalArgumentException e) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "id", e);
        }
    }

    private static byte[] hash(OfficialMessage message) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((message.recipient() + '\n' + message.subject() + '\n' + message.text())
                            .getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
