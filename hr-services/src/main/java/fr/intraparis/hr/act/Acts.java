package fr.intraparis.hr.act;

import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.Standing;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.audit.AuditTrail;
import fr.intraparis.kernel.contract.mail.OfficialMessage;
import fr.intraparis.kernel.idempotency.Idempotency;
import fr.intraparis.kernel.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The three things that go with an act. Every method runs in the transaction of the connection it is given. */
@ApplicationScoped
public class Acts {
    /** The outbox topic of messages for mail-bridge. */
    public static final String MAIL = "mail";

    /** Fired with a message; whoever delivers wakes when the transaction has ended well. */
    public record Queued(UUID id) {}

    private final AuditTrail trail;
    private final Clock clock;
    private final Consumer<Queued> queued;
    private final Jsonb jsonb = JsonbBuilder.create();

    /** For the container's proxy only. */
    @SuppressWarnings("NullAway") // the proxy never uses its fields
    protected Acts() {
        this.trail = null;
        this.clock = null;
        this.queued = null;
    }

    @Inject
    public Acts(AuditTrail trail, Clock clock, Event<Queued> queued) {
        this(trail, clock, (Consumer<Queued>) queued::fire);
    }

    /** @param queued told of each message, still within the transaction */
    public Acts(AuditTrail trail, Clock clock, Consumer<Queued> queued) {
        this.trail = trail;
        this.clock = clock;
        this.queued = queued;
    }

    /** Writes that it was done. */
    public void done(Connection connection, AgentId actor, String act, String object, Map<String, String> details) {
        try {
            trail.record(
                    connection,
                    AuditEntry.done(
                            actor.value(),
                            act,
                            object,
                            CorrelationId.current(),
                            Standing.current().with(details)),
                    clock.instant());
        } catch (SQLException e) {
            throw new IllegalStateException("no audit row, no act", e);
        }
    }

    /** Hands a message to the outbox; it leaves as soon as the transaction is committed, and not before. */
    public void send(Connection connection, OfficialMessage message) {
        UUID id = UUID.fromString(message.id());
        try {
            Outbox.put(connection, MAIL, id, jsonb.toJson(message));
        } catch (SQLException e) {
            throw new IllegalStateException("the message cannot be kept", e);
        }
        queued.accept(new Queued(id));
    }

    /**
     * Does the act, unless the same request with the same key was answered before: then that answer is given again.
     *
     * @param request what makes the request the same: the act, its object and its input
     */
    public Idempotency.Answer once(
            Connection connection, AgentId caller, UUID key, String request, int status, Supplier<Object> act) {
        try {
            return Idempotency.claim(connection, caller.value(), key, request).orElseGet(() -> {
                Idempotency.Answer answer = new Idempotency.Answer(status, jsonb.toJson(act.get()));
                try {
                    Idempotency.answered(connection, caller.value(), key, answer);
                } catch (SQLException e) {
                    throw new IllegalStateException("the answer cannot be kept", e);
                }
                return answer;
            });
        } catch (SQLException e) {
            throw new IllegalStateException("the key cannot be claimed", e);
        }
    }
}
