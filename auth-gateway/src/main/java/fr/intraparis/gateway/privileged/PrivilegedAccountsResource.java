package fr.intraparis.gateway.privileged;

import fr.intraparis.gateway.audit.Audit;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.contract.nomades.PasskeyLink;
import fr.intraparis.kernel.contract.nomades.PrivilegedAccount;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
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
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Accounts with a privileged role. Every look and every link leaves its audit row, or does not happen. */
@Path("/privileged-accounts")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Privileged accounts")
@APIResponse(
        responseCode = "401",
        description = "No token, or one that is not for the door: NOM-SES-001, NOM-SES-006, NOM-MFA-003")
@APIResponse(responseCode = "403", description = "No administrator, or no passkey: NOM-PRV-001, NOM-PRV-002")
@APIResponse(responseCode = "503", description = "Keycloak does not answer: NOM-IDP-001")
public class PrivilegedAccountsResource {
    @Inject
    KeycloakRealmAdmin realm;

    @Inject
    Audit audit;

    @Resource(lookup = "java:app/nomades/ds")
    DataSource database;

    /** All of them, with their factors. */
    @GET
    @Operation(summary = "Every account with a privileged role, its roles and its factors")
    @APIResponse(responseCode = "200", description = "The accounts, by user name")
    public List<PrivilegedAccount> list(@Context ContainerRequestContext request) {
        List<PrivilegedAccount> accounts = realm.privilegedAccounts();
        record(request, "admin-view", "privileged-accounts", Map.of("accounts", String.valueOf(accounts.size())));
        return accounts;
    }

    /** A one-time link with which that account binds one passkey. The row comes first: no link without its trace. */
    @POST
    @Path("/{username}/passkey-link")
    @Operation(summary = "Makes a one-time link that binds one passkey to a privileged account; ten minutes, once")
    @APIResponse(responseCode = "200", description = "The link")
    @APIResponse(responseCode = "404", description = "No privileged account of that name: NOM-PRV-004")
    public PasskeyLink passkeyLink(@PathParam("username") String username, @Context ContainerRequestContext request) {
        PrivilegedAccount account = realm.privilegedAccounts().stream()
                .filter(candidate -> candidate.enabled() && candidate.username().equals(username))
                .findFirst()
                .orElseThrow(() -> new CodedException(ErrorCode.PRV_ACCOUNT_UNKNOWN, ""));
        record(request, "passkey-link", "account:" + account.username(), Map.of());
        return realm.passkeyLink(account.username());
    }

    private void record(ContainerRequestContext request, String act, String object, Map<String, String> details) {
        if (!(request.getProperty(BearerFilter.ADMINISTRATOR) instanceof Administrator administrator)) {
            throw new CodedException(ErrorCode.SES_NONE, "");
        }
        try (Connection connection = database.getConnection()) {
            audit.record(
                    connection, AuditEntry.done(administrator.name(), act, object, CorrelationId.current(), details));
        } catch (SQLException down) {
            throw new CodedException(ErrorCode.SYS_DATABASE, "", down);
        }
    }
}
