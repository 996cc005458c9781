package fr.intraparis.hr.leave;

import fr.intraparis.hr.access.Caller;
import fr.intraparis.hr.access.Input;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.contract.hr.DecideLeave;
import fr.intraparis.kernel.contract.hr.LeaveBalance;
import fr.intraparis.kernel.contract.hr.LeaveCount;
import fr.intraparis.kernel.contract.hr.LeaveView;
import fr.intraparis.kernel.contract.hr.SubmitLeave;
import fr.intraparis.kernel.idempotency.Idempotency;
import fr.intraparis.kernel.rest.NeedsAssurance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Annual leave: the agent's own, and the team's for its manager. */
@Path("")
@RequestScoped
@RolesAllowed("agent")
@NeedsAssurance(Assurance.MFA)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "leave")
public class LeaveResource {
    private static final String STRANGER = "NOM-SES-001, NOM-SES-006, NOM-MFA-002, NOM-MFA-003";

    @Inject
    LeaveRequests requests;

    @Inject
    LeaveAccounts accounts;

    @Inject
    Caller caller;

    @Inject
    Clock clock;

    /** What is left of a year, and why. */
    @GET
    @Path("leave-balance")
    @Operation(operationId = "leaveBalance", summary = "Entitled, taken, pending and remaining days of one year")
    @APIResponse(
            responseCode = "200",
            description = "The balance with its rule and source",
            content = @Content(schema = @Schema(implementation = LeaveBalance.class)))
    @APIResponse(responseCode = "400", description = "NOM-SYS-002")
    @APIResponse(responseCode = "401", description = STRANGER)
    @APIResponse(responseCode = "403", description = "NOM-SES-008")
    @APIResponse(responseCode = "404", description = "NOM-HRS-006")
    @APIResponse(responseCode = "422", description = "NOM-HRS-007")
    public LeaveBalance balance(
            @Parameter(
                            description = "Four digits; the current year if absent",
                            schema = @Schema(pattern = "^20[0-9]{2}$"))
                    @QueryParam("year")
                    @Nullable
                    String year) {
        if (year != null && !year.matches("20[0-9]{2}")) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "year");
        }
        int asked =
                year == null ? LocalDate.now(clock.withZone(LeaveAccounts.CITY)).getYear() : Integer.parseInt(year);
        return accounts.balance(caller.agentId(), asked, caller.locale());
    }

    /** What a period would cost. Changes nothing. */
    @GET
    @Path("leave-preview")
    @Operation(operationId = "leavePreview", summary = "A period day by day, with the balance before and after")
    @APIResponse(
            responseCode = "200",
            description = "The count",
            content = @Content(schema = @Schema(implementation = LeaveCount.class)))
    @APIResponse(responseCode = "400", description = "NOM-SYS-002")
    @APIResponse(responseCode = "401", description = STRANGER)
    @APIResponse(responseCode = "403", description = "NOM-SES-008")
    @APIResponse(responseCode = "404", description = "NOM-HRS-006")
    @APIResponse(responseCode = "422", description = "NOM-HRS-004, NOM-HRS-007")
    public LeaveCount preview(
            @Parameter(required = true, schema = @Schema(format = "date")) @QueryParam("from") @Nullable String from,
            @Parameter(required = true, schema = @Schema(format = "date")) @QueryParam("to") @Nullable String to) {
        return accounts.count(
                caller.agentId(),
                new LeaveCalendar.Period(Input.day("from", from), Input.day("to", to)),
                caller.locale());
    }

    /** Asks for leave. */
    @POST
    @Path("leave-requests")
    @Operation(operationId = "submitLeave", summary = "Asks for annual leave")
    @APIResponse(
            responseCode = "201",
            description = "The pending request; the same answer to the same key",
            content = @Content(schema = @Schema(implementation = LeaveView.class)))
    @APIResponse(responseCode = "400", description = "NOM-SYS-002, NOM-SYS-003")
    @APIResponse(responseCode = "401", description = STRANGER)
    @APIResponse(responseCode = "403", description = "NOM-SES-008")
    @APIResponse(responseCode = "404", description = "NOM-HRS-006")
    @APIResponse(responseCode = "409", description = "NOM-HRS-002, NOM-SYS-004")
    @APIResponse(responseCode = "422", description = "NOM-HRS-003, NOM-HRS-004, NOM-HRS-007")
    public Response submit(
            @Parameter(required = true, schema = @Schema(format = "uuid")) @HeaderParam(Idempotency.HEADER) @Nullable
                    String key,
            @Nullable SubmitLeave asked) {
        SubmitLeave given = Input.given("body", asked);
        Input.given("from", given.from());
        Input.given("to", given.to());
        return answer(requests.submit(caller.agentId(), Idempotency.key(key), given, caller.locale()));
    }

    /** My requests, latest first. */
    @GET
    @Path("leave-requests")
    @Operation(operationId = "myLeave", summary = "The caller's own requests, latest first")
    @APIResponse(
            responseCode = "200",
            description = "The requests",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = LeaveView.class)))
    @APIResponse(responseCode = "401", description = STRANGER)
    @APIResponse(responseCode = "403", description = "NOM-SES-008")
    public List<LeaveView> mine() {
        return requests.ofAgent(caller.agentId());
    }

    /** One request: my own, or one of my team's. */
    @GET
    @Path("leave-requests/{id}")
    @Operation(operationId = "leave", summary = "One request, the caller's own or one of the caller's team")
    @APIResponse(
            responseCode = "200",
            description = "The request",
            content = @Content(schema = @Schema(implementation = LeaveView.class)))
    @APIResponse(responseCode = "401", description = STRANGER)
    @APIResponse(responseCode = "403", description = "NOM-SES-008")
    @APIResponse(responseCode = "404", description = "NOM-HRS-001")
    public LeaveView one(@Parameter(schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return requests.view(caller.agentId(), caller.is(Role.MANAGER), Input.id(id));
    }

    /** Withdraws a pending request. */
    @POST
    @Path("leave-requests/{id}/cancellation")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "cancelLeave", summary = "Withdraws the caller's own pending request")
    @APIResponse(
            responseCode = "200",
            description = "The request, cancelled",
            content = @Content(schema = @Schema(implementation = LeaveView.class)))
    @APIResponse(responseCode = "400", description = "NOM-SYS-003")
    @APIResponse(responseCode = "401", description = STRANGER)
    @APIResponse(responseCode = "403", description = "NOM-SES-008")
    @APIResponse(responseCode = "404", description = "NOM-HRS-001")
    @APIResponse(responseCode = "409", description = "NOM-HRS-005, NOM-SYS-004")
    public Response cancel(
            @Parameter(schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(required = true, schema = @Schema(format = "uuid")) @HeaderParam(Idempotency.HEADER) @Nullable
                    String key) {
        return answer(requests.cancel(caller.agentId(), Idempotency.key(key), Input.id(id)));
    }

    /** The requests of the caller's team, oldest first. */
    @GET
    @Path("team/leave-requests")
    @RolesAllowed("manager")
    @Operation(operationId = "teamLeave", summary = "The requests of the caller's team, oldest first")
    @APIResponse(
            responseCode = "200",
            description = "The requests",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = LeaveView.class)))
    @APIResponse(responseCode = "400", description = "NOM-SYS-002")
    @APIResponse(responseCode = "401", description = STRANGER)
    @APIResponse(responseCode = "403", description = "NOM-SES-008")
    public List<LeaveView> team(
            @Parameter(
                            description = "Only those in this state; all if absent",
                            schema = @Schema(enumeration = {"PENDING", "APPROVED", "REFUSED", "CANCELLED"}))
                    @QueryParam("state")
                    @Nullable
                    String state) {
        if (state == null) {
            return requests.ofTeam(caller.agentId(), null);
        }
        LeaveState asked = Arrays.stream(LeaveState.values())
                .filter(known -> known.name().equals(state))
                .findFirst()
                .orElseThrow(() -> new CodedException(ErrorCode.SYS_BAD_REQUEST, "state"));
        return requests.ofTeam(caller.agentId(), asked);
    }

    /** Decides, once, on a request of the caller's team. */
    @POST
    @Path("leave-requests/{id}/decision")
    @RolesAllowed("manager")
    @Operation(operationId = "decideLeave", summary = "Approves or refuses a request of the caller's team")
    @APIResponse(
            responseCode = "200",
            description = "The request, decided; the agent is told by an official message",
            content = @Content(schema = @Schema(implementation = LeaveView.class)))
    @APIResponse(responseCode = "400", description = "NOM-SYS-002, NOM-SYS-003")
    @APIResponse(responseCode = "401", description = STRANGER)
    @APIResponse(responseCode = "403", description = "NOM-SES-008")
    @APIResponse(responseCode = "404", description = "NOM-HRS-001")
    @APIResponse(responseCode = "409", description = "NOM-HRS-005, NOM-SYS-004")
    public Response decide(
            @Parameter(schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(required = true, schema = @Schema(format = "uuid")) @HeaderParam(Idempotency.HEADER) @Nullable
                    String key,
            @Nullable DecideLeave decision) {
        DecideLeave given = Input.given("body", decision);
        Input.given("approved", given.approved());
        Input.given("version", given.version());
        return answer(requests.decide(caller.agentId(), Idempotency.key(key), Input.id(id), given));
    }

    private static Response answer(Idempotency.Answer answer) {
        return Response.status(answer.status())
                .type(MediaType.APPLICATION_JSON)
                .entity(answer.body())
                .build();
    }
}
