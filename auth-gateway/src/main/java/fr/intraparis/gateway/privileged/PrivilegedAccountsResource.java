package fr.intraparis.gateway.privileged;

import fr.intraparis.gateway.audit.Audit;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.contract.nomades.PasskeyLink;
import fr.intraparis.kernel.contract.nomades.PrivilegedAccount;
import fr.intraparis.kernel.idempotency.Idempotency;
import fr.intraparis.kernel.jdbc.Transactions;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Accounts with a privileged role. Every look and every link leaves its audit row, or does not happen. */
@Path("/privileged-accounts")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Privileged accounts")
public class PrivilegedAccountsResource {
    private static final String NO_TOKEN =
            "No token, or one that is not for the door: NOM-SES-001, NOM-SES-006, NOM-MFA-003";
    private static final String NOT_ALLOWED = "No administrator, or no passkey: NOM-PRV-001, NOM-PRV-002";
    private static final String NO_KEYCLOAK = "Keycloak does not answer: NOM-IDP-001";

    @Inject
    KeycloakRealmAdmin realm;

    @Inject
    Audit audit;

    @Resource(lookup = "java:app/nomades/ds")
    DataSource database;

    /** All of them, with their factors. */
    @GET
    @Operation(summary = "Every account with a privileged role, its roles and its factors")
    @APIResponse(
            responseCode = "200",
            description = "The accounts, by user name",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = PrivilegedAccount.class)))
    @APIResponse(responseCode = "401", description = NO_TOKEN)
    @APIResponse(responseCode = "403", description = NOT_ALLOWED)
    @APIResponse(responseCode = "503", description = NO_KEYCLOAK)
    public List<PrivilegedAccount> list(@Context ContainerRequestContext request) {
        List<PrivilegedAccount> accounts = realm.privilegedAccounts();
        try (Connection connection = database.getConnection()) {
            record(
                    connection,
                    request,
                    "admin-view",
                    "privileged-accounts",
                    Map.of("accounts", String.valueOf(accounts.size())));
        } catch (SQLException down) {
            throw new CodedException(ErrorCode.SYS_DATABASE, "", down);
        }
        return accounts;
    }

    /**
     * A one-time link with which that account binds one passkey. The link is a secret and is kept nowhere, so the same
     * key gives it once only: the second time is refused, and nothing is made twice.
     */
    @POST
    @Path("/{username}/passkey-link")
    @Operation(summary = "Makes a one-time link that binds one passkey to a privileged account; ten minutes, once")
    @APIResponse(
            responseCode = "200",
            description = "The link",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PasskeyLink.class)))
    @APIResponse(responseCode = "400", description = "No idempotency key: NOM-SYS-003")
    @APIResponse(responseCode = "401", description = NO_TOKEN)
    @APIResponse(responseCode = "403", description = NOT_ALLOWED)
    @APIResponse(responseCode = "404", description = "No privileged account of that name: NOM-PRV-004")
    @APIResponse(responseCode = "409", description = "That key has served: NOM-SYS-004")
    @APIResponse(responseCode = "503", description = NO_KEYCLOAK)
    public PasskeyLink passkeyLink(
            @PathParam("username") String username,
            @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
            @Context ContainerRequestContext request) {
        UUID key = Idempotency.key(idempotencyKey);
        PrivilegedAccount account = realm.privilegedAccounts().stream()
                .filter(candidate -> candidate.enabled() && candidate.username().equals(username))
                .findFirst()
                .orElseThrow(() -> new CodedException(ErrorCode.PRV_ACCOUNT_UNKNOWN, ""));
        // The link is given only after its row and its key are committed; if anything fails, none of them stays.
        return new Transactions(database).inTransaction(connection -> {
            if (Idempotency.claim(
                            connection, BearerFilter.administrator(request).name(), key, "passkey-link " + username)
                    .isPresent()) {
                throw new CodedException(ErrorCode.SYS_KEY_REUSED, "");
            }
            record(connection, request, "passkey-link", "account:" + account.username(), Map.of());
            return realm.passkeyLink(account.username());
        });
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
}
