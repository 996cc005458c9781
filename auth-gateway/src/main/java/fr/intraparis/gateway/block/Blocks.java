package fr.intraparis.gateway.block;

import fr.intraparis.gateway.audit.Audit;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.block.Block;
import fr.intraparis.kernel.block.BlocksInForce;
import fr.intraparis.kernel.jdbc.Transactions;
import fr.intraparis.kernel.news.News;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The blocks of this door: who raises one, what lifts it, whom it keeps out. */
@ApplicationScoped
public class Blocks {
    /** Who raises and lifts what no operator has decided. */
    static final String DOOR = "nomades";
    /** The cause of a block that an operator decided on. */
    private static final String OPERATOR = "operator";

    private static final Log LOG = Log.of(Blocks.class);

    private final Clock clock = Clock.systemUTC();

    @Resource(lookup = "java:app/nomades/ds")
    DataSource database;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    Audit audit;

    @Inject
    @ConfigProperty(name = "nomades.db-url")
    String url;

    @Inject
    @ConfigProperty(name = "nomades.db-user")
    String user;

    @Inject
    @ConfigProperty(name = "nomades.db-password")
    String password;

    private @Nullable BlocksInForce heard;

    /** Listens for blocks, on whatever node they are raised. */
    public void startListening() {
        heard = BlocksInForce.listen(threads, new News.Place(url, user, password));
    }

    /** Stops listening. */
    public void stopListening() {
        BlocksInForce blocks = heard;
        if (blocks != null) {
            blocks.stop();
        }
    }

    // --- on the path of a request ------------------------------------------------------------------------------

    /** Whether a block may be in force without this node knowing: then nobody who is signed in goes on. */
    public boolean deaf() {
        BlocksInForce blocks = heard;
        return blocks == null || blocks.deaf();
    }

    /** What keeps that session, or its person, out; null when nothing does. */
    public @Nullable Block of(Session session) {
        BlocksInForce blocks = heard;
        return blocks == null
                ? null
                : blocks.concerning(session.subject(), session.sid())
                        // Whether it is over, its own row says.
                        .filter(block -> block.code() != ErrorCode.SES_ENDED)
                        .min(Block.FIRST)
                        .orElse(null);
    }

    /** Judges a token of the door's own API: why it opens nothing; null when it may. */
    public @Nullable ErrorCode judge(@Nullable String subject, @Nullable String sid) {
        BlocksInForce blocks = heard;
        return blocks == null ? ErrorCode.SES_BLOCKS_UNKNOWN : blocks.judge(subject, sid);
    }

    // --- what the door finds out -------------------------------------------------------------------------------

    /**
     * Blocks a session for a risk, such as a stolen cookie: every WAR refuses it within a second, and only two different
     * operators lift it. Does nothing when it is blocked for that already.
     *
     * @param code what the person is told
     * @param cause the rule, in a word that never changes
     * @param evidence what was found
     */
    public void raise(Session session, ErrorCode code, String cause, String evidence) {
        raise(session, false, code, cause, evidence);
    }

    /** Blocks a session until what hinders it is gone: the door lifts it at the first request that shows the cure. */
    public void hinder(Session session, ErrorCode code, String cause, String evidence) {
        BlocksInForce blocks = heard;
        if (blocks != null
                && blocks.concerning(session.subject(), session.sid()).anyMatch(block -> block.code() == code)) {
            return;
        }
        try {
            raise(session, true, code, cause, evidence);
        } catch (CodedException down) {
            // The door refuses this request by what it sees, block or none.
            LOG.warn("a session could not be blocked", down);
        }
    }

    /** Lifts what was curable of that session, for its causes are gone. */
    public void heal(Session session) {
        transaction(connection -> {
            for (UUID id : BlockRows.heal(connection, session.sid(), clock.instant())) {
                record(connection, DOOR, "block-lift", session.username(), Map.of("block", id.toString()));
            }
            return true;
        });
    }

    private void raise(Session session, boolean curable, ErrorCode code, String cause, String evidence) {
        SessionBlock block = new SessionBlock(
                UUID.randomUUID(),
                session.subject(),
                session.username(),
                session.sid(),
                curable,
                code,
                cause,
                evidence,
                clock.instant(),
                DOOR,
                null,
                null);
        boolean raised = transaction(connection -> insert(connection, block));
        BlocksInForce blocks = heard;
        if (raised && blocks != null) {
            blocks.raised(
                    new Block(block.id(), block.subject(), block.sid(), block.code(), block.curable(), block.since()));
        }
        if (raised && !curable) {
            LOG.warn("a session is blocked", "code", code.code(), "cause", cause, "block", block.id());
        }
    }

    // --- what operators do -------------------------------------------------------------------------------------

    /** All that are in force, the oldest first. */
    public List<SessionBlock> inForce() {
        return transaction(BlockRows::inForce);
    }

    /** Whose name that is, if somebody of that name is signed in. */
    public Optional<String> subject(String username) {
        return transaction(connection -> BlockRows.subject(connection, username));
    }

    /**
     * Blocks a person in all their sessions, those to come included; one block of a person at a time.
     *
     * @param connection of the act: the block stands or falls with it
     * @return the block, or the one that is in force already
     */
    public SessionBlock block(Connection connection, String subject, String username, String reason, Operator by)
            throws SQLException {
        SessionBlock block = new SessionBlock(
                UUID.randomUUID(),
                subject,
                username,
                null,
                false,
                ErrorCode.SES_BLOCKED,
                OPERATOR,
                reason,
                clock.instant(),
                by.name(),
                null,
                null);
        if (insert(connection, block)) {
            return block;
        }
        return BlockRows.ofPerson(connection, subject)
                .orElseThrow(() -> new CodedException(ErrorCode.SYS_DATABASE, "a block came and went"));
    }

    /**
     * Signs the lifting of a block; it is lifted by the second signature, of somebody else.
     *
     * @param connection of the act
     * @return the block as it is now
     * @throws CodedException NOM-PRV-006 when there is nothing to lift by hand, 007 when it is the same operator, 008
     *     when it is one's own
     */
    public SessionBlock sign(Connection connection, UUID id, Operator operator) throws SQLException {
        SessionBlock block = BlockRows.hold(connection, id)
                .filter(found -> !found.curable())
                .orElseThrow(() -> new CodedException(ErrorCode.PRV_BLOCK_UNKNOWN, ""));
        if (block.subject().equals(operator.subject())) {
            throw new CodedException(ErrorCode.PRV_OWN_BLOCK, "");
        }
        Operator first = block.firstSigner();
        if (first != null && first.subject().equals(operator.subject())) {
            throw new CodedException(ErrorCode.PRV_SECOND_OPERATOR, "");
        }
        if (first == null) {
            BlockRows.signFirst(connection, id, operator, clock.instant());
        } else {
            BlockRows.signSecond(connection, id, operator, clock.instant());
        }
        record(
                connection,
                operator.name(),
                first == null ? "block-sign" : "block-lift",
                block.username(),
                Map.of("block", id.toString(), "code", block.code().code()));
        return BlockRows.find(connection, id);
    }

    // --- upkeep ------------------------------------------------------------------------------------------------

    /** Ends the blocks of sessions that are over, and forgets what is long past. */
    public void tidy() {
        transaction(connection -> {
            BlockRows.tidy(connection);
            return true;
        });
    }

    private boolean insert(Connection connection, SessionBlock block) throws SQLException {
        if (!BlockRows.insert(connection, block)) {
            return false;
        }
        record(
                connection,
                block.by(),
                "block-raise",
                block.username(),
                Map.of(
                        "block",
                        block.id().toString(),
                        "code",
                        block.code().code(),
                        "cause",
                        block.cause(),
                        "evidence",
                        block.evidence(),
                        "scope",
                        block.sid() == null ? "person" : "session"));
        return true;
    }

    private void record(Connection connection, String actor, String act, String username, Map<String, String> details)
            throws SQLException {
        audit.record(connection, AuditEntry.done(actor, act, "account:" + username, CorrelationId.current(), details));
    }

    private <T> T transaction(Transactions.Work<T> work) {
        return new Transactions(database).inTransaction(work);
    }
}
