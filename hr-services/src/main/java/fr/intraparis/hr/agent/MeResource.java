package fr.intraparis.hr.agent;

import fr.intraparis.hr.access.Caller;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.contract.hr.AgentProfile;
import fr.intraparis.kernel.rest.NeedsAssurance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's own record. The only resource that a password alone opens. */
@Path("me")
@RequestScoped
@RolesAllowed("agent")
@NeedsAssurance(Assurance.PWD)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Tag(name = "agent")
public class MeResource {
    @Inject
    Agents agents;

    @Inject
    Caller caller;

    /** Who I am. */
    @GET
    @Operation(operationId = "me", summary = "The caller's own record")
    @APIResponse(
            responseCode = "200",
            description = "The record",
            content = @Content(schema = @Schema(implementation = AgentProfile.class)))
    @APIResponse(responseCode = "401", description = "NOM-SES-001, NOM-SES-006")
    @APIResponse(responseCode = "403", description = "NOM-SES-008")
    @APIResponse(responseCode = "404", description = "NOM-HRS-006")
    public AgentProfile me() {
        return agents.profile(caller.agentId());
    }
}
