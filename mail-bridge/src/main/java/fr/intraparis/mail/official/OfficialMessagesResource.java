package fr.intraparis.mail.official;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.mail.OfficialMessage;
import fr.intraparis.kernel.rest.CalledByServices;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where services of the city hand over official messages. */
@RequestScoped
@Path("official-messages")
@RolesAllowed("official-sender")
@CalledByServices
@Produces(MediaType.APPLICATION_JSON)
public class OfficialMessagesResource {
    @Inject
    JsonWebToken token;

    @Inject
    OfficialMail mail;

    /** Takes one; from now on it cannot be lost. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Takes an official message; idempotent by its id")
    public Response take(OfficialMessage message) {
        if (message == null) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "body");
        }
        String service = token.getClaim("azp");
        return Response.accepted(mail.take(service == null ? token.getName() : service, message))
                .build();
    }
}
