package fr.intraparis.hr.payslip;

import fr.intraparis.hr.access.Caller;
import fr.intraparis.hr.access.Input;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.contract.hr.PayslipSummary;
import fr.intraparis.kernel.contract.hr.PayslipView;
import fr.intraparis.kernel.rest.NeedsAssurance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The agent's own payslips. */
@Path("payslips")
@RequestScoped
@RolesAllowed("agent")
@NeedsAssurance(Assurance.MFA)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Tag(name = "payslip")
public class PayslipResource {
    private static final String STRANGER = "NOM-SES-001, NOM-SES-006, NOM-MFA-002, NOM-MFA-003";
    private static final String PDF = "application/pdf";
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final DateTimeFormatter MARKED_AT =
            DateTimeFormatter.ofPattern("d MMMM uuuu 'à' HH:mm", Locale.FRANCE);

    private final Clock clock = Clock.systemUTC();

    @Inject
    Payslips payslips;

    @Inject
    PayslipSheet sheet;

    @Inject
    Caller caller;

    /** All of mine, latest first. */
    @GET
    @Operation(operationId = "myPayslips", summary = "The caller's payslips, latest first")
    @APIResponse(
            responseCode = "200",
            description = "The payslips",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = PayslipSummary.class)))
    @APIResponse(responseCode = "401", description = STRANGER)
    @APIResponse(responseCode = "403", description = "NOM-SES-008")
    public List<PayslipSummary> mine() {
        return payslips.ofAgent(caller.agentId());
    }

    /** One of mine, line by line. */
    @GET
    @Path("{id}")
    @Operation(operationId = "payslip", summary = "One payslip of the caller, line by line")
    @APIResponse(
            responseCode = "200",
            description = "The payslip",
            content = @Content(schema = @Schema(implementation = PayslipView.class)))
    @APIResponse(responseCode = "401", description = STRANGER)
    @APIResponse(responseCode = "403", description = "NOM-SES-008")
    @APIResponse(responseCode = "404", description = "NOM-HRS-001")
    public PayslipView one(@Parameter(schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return payslips.view(caller.agentId(), Input.id(id), "lines");
    }

    /** One of mine as a document to keep. */
    @GET
    @Path("{id}/pdf")
    @Produces({PDF, Problem.MEDIA_TYPE})
    @Operation(operationId = "payslipPdf", summary = "One payslip of the caller as PDF/A-3a and PDF/UA-1")
    @APIResponse(
            responseCode = "200",
            description = "The document",
            content = @Content(mediaType = PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "401", description = STRANGER)
    @APIResponse(responseCode = "403", description = "NOM-SES-008; NOM-DEV-003 on a device that is not recognised")
    @APIResponse(responseCode = "404", description = "NOM-HRS-001")
    @APIResponse(responseCode = "500", description = "NOM-PAY-001")
    public Response pdf(@Parameter(schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        Handing handing = Handing.of(caller.device());
        if (handing == Handing.VIEW_ONLY) {
            throw new CodedException(ErrorCode.DEV_VIEW_ONLY, "");
        }
        boolean marked = handing == Handing.MARKED;
        PayslipView payslip = payslips.view(caller.agentId(), Input.id(id), marked ? "marked pdf" : "pdf");
        return Response.ok(marked ? sheet.print(payslip, mark(payslip)) : sheet.print(payslip), PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"bulletin-" + payslip.month() + ".pdf\"")
                .build();
    }

    /** Who, when, and on what kind of device: a payslip is a French document, and so is its mark. */
    private String mark(PayslipView payslip) {
        return "Copie téléchargée par " + payslip.agentName() + " (" + payslip.agentId() + ") le "
                + MARKED_AT.format(clock.instant().atZone(PARIS)) + " sur un appareil personnel autorisé.";
    }
}
