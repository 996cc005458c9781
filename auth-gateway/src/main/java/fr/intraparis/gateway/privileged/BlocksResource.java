package fr.intraparis.gateway.privileged;

import fr.intraparis.gateway.audit.Audit;
import fr.intraparis.gateway.block.Blocks;
import fr.intraparis.gateway.block.Operator;
import fr.intraparis.gateway.block.SessionBlock;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.contract.nomades.BlockAgent;
import fr.intraparis.kernel.contract.nomades.BlockView;
import fr.intraparis.kernel.idempotency.Idempotency;
import fr.intraparis.kernel.jdbc.Transactions;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of sessions, for operators: IT administrators with a passkey. Whoever blocks or signs leaves an audit row in the
 * same transaction; a lifting takes the signatures of two of them.
 */
@Path("/blocks")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Blocks")
public class BlocksResource {
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_NAME = 100;

    private final Jsonb json =
            JsonbBuilder.create(new JsonbConfig().setProperty("jsonb.fail-on-unknown-properties", true));

    @Inject
    Blocks blocks;

    @Inject
    KeycloakRealmAdmin realm;

    @Inject
    Audit audit;

    @Resource(lookup = "java:app/nomades/ds")
    DataSource database;

    /** All that are in force. */
    @GET
    @Operation(summary = "Every block in force, the oldest first")
    public List<BlockView> list(@Context ContainerRequestContext request) {
        List<SessionBlock> found = blocks.inForce();
        inTransaction(connection -> {
            record(connection, request, "admin-view", "blocks", Map.of("blocks", String.valueOf(found.size())));
            return found;
        });
        return found.stream().map(BlocksResource::view).toList();
    }

    /** One of them. */
    @GET
    @Path("/{id}")
    @Operation(summary = "One block in force")
    public BlockView one(@PathParam("id") String id, @Context ContainerRequestContext request) {
        UUID wanted = number(id);
        SessionBlock found = blocks.inForce().stream()
                .filter(block -> block.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new CodedException(ErrorCode.PRV_BLOCK_UNKNOWN, ""));
        inTransaction(connection -> {
            record(connection, request, "admin-view", "block:" + id, Map.of());
            return found;
        });
        return view(found);
    }

    /** Blocks an agent in all their sessions, until two operators lift it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Blocks an agent everywhere, within a second; answers the block that is in force")
    @RequestBody(content = @Content(schema = @Schema(implementation = BlockAgent.class)))
    public Response block(
            String body,
            @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
            @Context ContainerRequestContext request) {
        UUID key = Idempotency.key(idempotencyKey);
        BlockAgent asked = asked(body);
        String subject = blocks.subject(asked.username())
                .or(() -> realm.subject(asked.username()))
                .orElseThrow(() -> new CodedException(ErrorCode.PRV_AGENT_UNKNOWN, ""));
        return once(
                request,
                key,
                "block " + asked.username() + " " + asked.reason(),
                (connection, operator) ->
                        blocks.block(connection, subject, asked.username(), asked.reason(), operator));
    }

    /** Signs the lifting of a block: the second signature, of another operator, lifts it. */
    @POST
    @Path("/{id}/signature")
    @Operation(summary = "Signs the lifting of a block; two different operators must")
    public Response sign(
            @PathParam("id") String id,
            @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
            @Context ContainerRequestContext request) {
        UUID key = Idempotency.key(idempotencyKey);
        UUID block = number(id);
        return once(request, key, "sign " + block, (connection, operator) -> blocks.sign(connection, block, operator));
    }

    private interface Act {
        SessionBlock by(Connection connection, Operator operator) throws SQLException;
    }

    /** Once under that key; its retry gets the same answer. */
    private Response once(ContainerRequestContext request, UUID key, String what, Act act) {
        Administrator administrator = BearerFilter.administrator(request);
        Idempotency.Answer answer = inTransaction(connection -> {
            String caller = administrator.name();
            Idempotency.Answer earlier =
                    Idempotency.claim(connection, caller, key, what).orElse(null);
            if (earlier != null) {
                return earlier;
            }
            SessionBlock done = act.by(connection, new Operator(administrator.subject(), administrator.name()));
            Idempotency.Answer first = new Idempotency.Answer(200, json.toJson(view(done)));
            Idempotency.answered(connection, caller, key, first);
            return first;
        });
        return Response.status(answer.status()).entity(answer.body()).build();
    }

    private BlockAgent asked(String body) {
        try {
            BlockAgent asked = json.fromJson(body, BlockAgent.class);
            if (asked == null || !fits(asked.username(), LONGEST_NAME) || !fits(asked.reason(), LONGEST_REASON)) {
                throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "username, reason");
            }
            return new BlockAgent(asked.username().strip(), asked.reason().strip());
        } catch (JsonbException garbled) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "username, reason", garbled);
        }
    }

    private static boolean fits(@Nullable String text, int longest) {
        return text != null && !text.isBlank() && text.length() <= longest;
    }

    private static UUID number(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException none) {
            throw new CodedException(ErrorCode.PRV_BLOCK_UNKNOWN, "", none);
        }
    }

    private static BlockView view(SessionBlock block) {
        Operator signer = block.firstSigner();
        return new BlockView(
                block.id().toString(),
                block.username(),
                block.sid() == null ? "PERSON" : "SESSION",
                block.curable(),
                block.code().code(),
                block.cause(),
                block.evidence(),
                block.since(),
                block.by(),
                signer == null ? "" : signer.name(),
                block.lifted() != null);
    }

    private void record(
            Connection connection,
            ContainerRequestContext request,
            String act,
            String object,
            Map<String, String> details)
            throws SQLException {
        audit.record(
                connection,
                AuditEntry.done(
                        BearerFilter.administrator(request).name(), act, object, CorrelationId.current(), details));
    }

    private <T> T inTransaction(Transactions.Work<T> work) {
        return new Transactions(database).inTransaction(work);
    }
}
