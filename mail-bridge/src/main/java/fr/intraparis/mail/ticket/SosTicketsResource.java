package fr.intraparis.mail.ticket;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.mail.NewTicket;
import fr.intraparis.kernel.contract.mail.ReadTicket;
import fr.intraparis.kernel.contract.mail.TicketView;
import fr.intraparis.kernel.idempotency.Idempotency;
import fr.intraparis.kernel.rest.CalledByServices;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the door does for people on its SOS page, who have no token. */
@RequestScoped
@Path("sos-tickets")
@RolesAllowed("support-door")
@CalledByServices
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SosTicketsResource {
    @Inject
    JsonWebToken token;

    @Inject
    TicketDesk desk;

    /** Takes one; from now on it cannot be lost. */
    @POST
    @Operation(summary = "Takes a ticket; idempotent by its id")
    public Response take(NewTicket ticket) {
        if (ticket == null) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "body");
        }
        return Response.accepted(desk.take(service(), ticket)).build();
    }

    /** Opens one by the person's code; closes it when the visit shows that its cause is gone. */
    @POST
    @Path("readings")
    @Operation(summary = "Opens a ticket by its code; a POST, so that the code stands in no address")
    public TicketView read(@HeaderParam(Idempotency.HEADER) String key, ReadTicket read) {
        if (read == null) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "body");
        }
        return desk.read(service(), Idempotency.key(key), read);
    }

    private String service() {
        String client = token.getClaim("azp");
        return client == null ? token.getName() : client;
    }
}
