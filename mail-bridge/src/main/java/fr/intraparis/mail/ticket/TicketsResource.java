package fr.intraparis.mail.ticket;

import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.mail.AnswerTicket;
import fr.intraparis.kernel.contract.mail.TicketSummary;
import fr.intraparis.kernel.contract.mail.TicketView;
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
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** IT support's queue. */
@RequestScoped
@Path("tickets")
@RolesAllowed("it-admin")
@NeedsAssurance(Assurance.PHR)
@Produces(MediaType.APPLICATION_JSON)
public class TicketsResource {
    @Inject
    JsonWebToken token;

    @Inject
    TicketDesk desk;

    /** What is open first, the oldest first. */
    @GET
    @Operation(summary = "The queue of tickets, open ones first")
    public List<TicketSummary> queue() {
        return desk.queue();
    }

    /** One of them. */
    @GET
    @Path("{id}")
    @Operation(summary = "One ticket with what its person sent")
    public TicketView open(@PathParam("id") String id) {
        return desk.open(id);
    }

    /** Answers one; the person reads it on the SOS page. */
    @POST
    @Path("{id}/answer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Answers a ticket that is open")
    public TicketView answer(
            @HeaderParam(Idempotency.HEADER) String key, @PathParam("id") String id, AnswerTicket answer) {
        if (answer == null || answer.text() == null) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "text");
        }
        return desk.answer(token.getClaim("agent_id"), Idempotency.key(key), id, answer.text());
    }
}
