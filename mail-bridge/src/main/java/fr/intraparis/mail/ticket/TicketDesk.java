package fr.intraparis.mail.ticket;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.mail.AnswerCode;
import fr.intraparis.kernel.contract.mail.NewTicket;
import fr.intraparis.kernel.contract.mail.ReadTicket;
import fr.intraparis.kernel.contract.mail.TicketFact;
import fr.intraparis.kernel.contract.mail.TicketSummary;
import fr.intraparis.kernel.contract.mail.TicketView;
import fr.intraparis.kernel.idempotency.Idempotency;
import fr.intraparis.kernel.jdbc.Transactions;
import fr.intraparis.mail.ground.Registry;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is done with tickets; each act and its audit row in one transaction. */
@Dependent
class TicketDesk {
    private static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_VALUE = 300;
    private static final int MOST_FACTS = 12;
    private static final int QUEUE = 200;
    /** As long as the other traces of who wanted in: the CNIL asks for six to twelve months at most. */
    static final Duration KEPT = Duration.ofDays(180);

    private final Transactions database;
    private final Registry registry;
    private final Clock clock;

    @Inject
    TicketDesk(Transactions database, Registry registry, Clock clock) {
        this.database = database;
        this.registry = registry;
        this.clock = clock;
    }

    /** Either the ticket or why it is not given: a refusal keeps the count of wrong codes, so it is no exception yet. */
    private record Outcome(@Nullable TicketView view, ErrorCode otherwise) {}

    /**
     * Takes a ticket; the same again changes nothing.
     *
     * @throws CodedException {@link ErrorCode#SYS_KEY_REUSED} when the id was used for another ticket
     */
    TicketSummary take(String service, NewTicket ticket) {
        UUID id = uuid(ticket.id());
        check(ticket);
        byte[] hash = hash(ticket);
        return database.inTransaction(connection -> {
            if (Tickets.put(connection, id, ticket, hash)) {
                registry.done(connection, service, "ticket-open", "ticket:" + id, Map.of("code", ticket.code()));
            } else if (!Tickets.find(connection, id)
                    .map(earlier -> MessageDigest.isEqual(earlier.requestHash(), hash))
                    .orElse(false)) {
                throw new CodedException(ErrorCode.SYS_KEY_REUSED, id.toString());
            }
            return new TicketSummary(id.toString(), ticket.reference(), ticket.code(), ticket.openedAt(), "OPEN");
        });
    }

    /** Forgets those of longer ago than {@link #KEPT}; the audit keeps that they were there. */
    int forget() {
        return database.inTransaction(connection -> {
            int forgotten = Tickets.forget(connection, clock.instant().minus(KEPT));
            if (forgotten > 0) {
                registry.done(
                        connection,
                        "mail-bridge",
                        "ticket-purge",
                        "tickets",
                        Map.of("count", Integer.toString(forgotten), "days", Long.toString(KEPT.toDays())));
            }
            return forgotten;
        });
    }

    /**
     * Opens a ticket by its code, and closes it when the visit shows that its cause is gone.
     *
     * @throws CodedException {@link ErrorCode#SUP_NOT_FOUND} for any code that is not one of a ticket, {@link
     *     ErrorCode#SUP_LOCKED} after too many wrong ones
     */
    TicketView read(String service, UUID key, ReadTicket read) {
        AnswerCode code = AnswerCode.parse(String.valueOf(read.answerCode()))
                .orElseThrow(() -> new CodedException(ErrorCode.SUP_NOT_FOUND, ""));
        List<String> healthy = read.healthy() == null ? List.of() : read.healthy();
        Outcome outcome = database.inTransaction(connection -> {
            Ticket ticket = Tickets.find(connection, code.reference()).orElse(null);
            if (ticket == null) {
                return new Outcome(null, ErrorCode.SUP_NOT_FOUND);
            }
            Instant now = now();
            if (ticket.locked(now)) {
                return refused(connection, service, ticket, ErrorCode.SUP_LOCKED);
            }
            if (!ticket.opensWith(code)) {
                boolean more = ticket.counts(now);
                Tickets.wrong(connection, ticket.id(), more ? ticket.wrong() + 1 : 1, more ? ticket.wrongSince() : now);
                return refused(connection, service, ticket, ErrorCode.SUP_NOT_FOUND);
            }
            if (ticket.wrong() > 0) {
                Tickets.wrong(connection, ticket.id(), 0, null);
            }
            String request = "read " + code.shown() + " " + healthy;
            if (Idempotency.claim(connection, service, key, request).isEmpty()) {
                registry.done(connection, service, "ticket-read", "ticket:" + ticket.id(), Map.of());
                if (ticket.healedBy(healthy)) {
                    Tickets.healed(connection, ticket.id(), now);
                    registry.done(
                            connection,
                            service,
                            "ticket-healed",
                            "ticket:" + ticket.id(),
                            Map.of("code", ticket.view().code()));
                }
            }
            return new Outcome(view(connection, ticket.id()), ErrorCode.SUP_NOT_FOUND);
        });
        if (outcome.view() == null) {
            throw new CodedException(outcome.otherwise(), "");
        }
        return outcome.view();
    }

    /** IT support's queue. */
    List<TicketSummary> queue() {
        return database.inTransaction(connection -> Tickets.queue(connection, QUEUE));
    }

    /** One ticket, for IT support. */
    TicketView open(String id) {
        UUID known = uuid(id);
        return database.inTransaction(connection -> view(connection, known));
    }

    /**
     * IT support answers; the same key twice is one answer.
     *
     * @throws CodedException {@link ErrorCode#SUP_CLOSED} when it has been answered or closed meanwhile
     */
    TicketView answer(String agent, UUID key, String id, String text) {
        UUID known = uuid(id);
        String answer = text.strip();
        if (answer.isEmpty() || answer.length() > LONGEST_TEXT) {
            throw new CodedException(ErrorCode.SUP_TEXT, "");
        }
        return database.inTransaction(connection -> {
            Ticket ticket = Tickets.find(connection, known).orElseThrow(TicketDesk::notFound);
            if (Idempotency.claim(connection, agent, key, "answer " + known + "\n" + answer)
                    .isEmpty()) {
                if (!ticket.view().state().equals("OPEN")) {
                    throw new CodedException(ErrorCode.SUP_CLOSED, "");
                }
                Tickets.answered(connection, known, answer, agent, now());
                registry.done(connection, agent, "ticket-answer", "ticket:" + known, Map.of());
            }
            return view(connection, known);
        });
    }

    private Outcome refused(Connection connection, String service, Ticket ticket, ErrorCode code) throws SQLException {
        registry.refused(connection, service, "ticket-read", "ticket:" + ticket.id(), code, Map.of());
        return new Outcome(null, code);
    }

    private static TicketView view(Connection connection, UUID id) throws SQLException {
        return Tickets.find(connection, id).orElseThrow(TicketDesk::notFound).view();
    }

    private static void check(NewTicket ticket) {
        boolean whole = AnswerCode.parse(ticket.reference() + "0".repeat(16)).isPresent()
                && String.valueOf(ticket.secretHash()).matches("[0-9a-f]{64}")
                && String.valueOf(ticket.code()).matches("(NOM-[A-Z]{3}-[0-9]{3})?")
                && ticket.correlationId() != null
                && ticket.correlationId().length() <= LONGEST_VALUE
                && ticket.text() != null
                && !ticket.text().isBlank()
                && ticket.text().length() <= LONGEST_TEXT
                && ticket.openedAt() != null
                && ticket.facts() != null
                && ticket.facts().size() <= MOST_FACTS
                && ticket.facts().stream()
                        .allMatch(fact -> String.valueOf(fact.name()).matches("[a-z-]{1,30}")
                                && fact.value() != null
                                && fact.value().length() <= LONGEST_VALUE);
        if (!whole) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "ticket");
        }
    }

    private static UUID uuid(@Nullable String id) {
        try {
            return UUID.fromString(String.valueOf(id));
        } catch (IllegalArgumentException noUuid) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "id", noUuid);
        }
    }

    private static byte[] hash(NewTicket ticket) {
        StringBuilder text = new StringBuilder(String.join(
                "\n", ticket.reference(), ticket.secretHash(), ticket.code(), ticket.correlationId(), ticket.text()));
        for (TicketFact fact : ticket.facts()) {
            text.append('\n').append(fact.name()).append('=').append(fact.value());
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static CodedException notFound() {
        return new CodedException(ErrorCode.SUP_NOT_FOUND, "");
    }
}
