package fr.intraparis.gateway.privileged;

import fr.intraparis.gateway.audit.Audit;
import fr.intraparis.gateway.device.Device;
import fr.intraparis.gateway.device.DeviceClass;
import fr.intraparis.gateway.device.DeviceKeys;
import fr.intraparis.gateway.device.Devices;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.contract.nomades.DecideDevice;
import fr.intraparis.kernel.contract.nomades.DeviceView;
import fr.intraparis.kernel.idempotency.Idempotency;
import fr.intraparis.kernel.jdbc.Transactions;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The devices of an account, and what IT says about each. Every look and every word leaves its audit row. */
@Path("/devices")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Devices")
public class DevicesResource {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final int LONGEST_REFERENCE = 80;
    private static final String NO_TOKEN =
            "No token, or one that is not for the door: NOM-SES-001, NOM-SES-006, NOM-MFA-003";
    private static final String NOT_ALLOWED = "No administrator, or no passkey: NOM-PRV-001, NOM-PRV-002";

    private final Clock clock = Clock.systemUTC();

    @Inject
    Devices devices;

    @Inject
    DeviceKeys keys;

    @Inject
    Audit audit;

    @Resource(lookup = "java:app/nomades/ds")
    DataSource database;

    /** All of an account's; of one that does not exist, none. */
    @GET
    @Path("/{username}")
    @Operation(summary = "The devices of an account, those that wait for a decision first")
    @APIResponse(
            responseCode = "200",
            description = "The devices",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.ARRAY, implementation = DeviceView.class)))
    @APIResponse(responseCode = "401", description = NO_TOKEN)
    @APIResponse(responseCode = "403", description = NOT_ALLOWED)
    public List<DeviceView> list(@PathParam("username") String username, @Context ContainerRequestContext request) {
        List<DeviceView> found =
                devices.ofUser(username).stream().map(this::view).toList();
        try (Connection connection = database.getConnection()) {
            audit.record(
                    connection,
                    AuditEntry.done(
                            BearerFilter.administrator(request).name(),
                            "admin-view",
                            "devices:" + username,
                            CorrelationId.current(),
                            Map.of("devices", String.valueOf(found.size()))));
        } catch (SQLException down) {
            throw new CodedException(ErrorCode.SYS_DATABASE, "", down);
        }
        return found;
    }

    /** Says what a device is, after comparing its fingerprint with the one that its owner reads. */
    @POST
    @Path("/{thumbprint}/decision")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Says what a device is: a workstation, an authorised personal device, or neither")
    @APIResponse(
            responseCode = "200",
            description = "The device as it is now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceView.class)))
    @APIResponse(responseCode = "400", description = "No idempotency key, or no such class: NOM-SYS-003, NOM-SYS-002")
    @APIResponse(responseCode = "401", description = NO_TOKEN)
    @APIResponse(responseCode = "403", description = NOT_ALLOWED)
    @APIResponse(responseCode = "404", description = "The account has no such device: NOM-DEV-005")
    @APIResponse(responseCode = "409", description = "That key has served for another decision: NOM-SYS-004")
    public DeviceView decide(
            @PathParam("thumbprint") String thumbprint,
            @HeaderParam(Idempotency.HEADER) @Nullable String idempotencyKey,
            @Nullable DecideDevice decision,
            @Context ContainerRequestContext request) {
        UUID key = Idempotency.key(idempotencyKey);
        if (decision == null || decision.username() == null) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "body");
        }
        DeviceClass granted = granted(decision.kind());
        boolean personal = granted == DeviceClass.PERSONAL;
        String agreement = personal ? reference(decision.agreement()) : null;
        LocalDate ends = personal ? day(decision.ends()) : null;
        new Transactions(database).inTransaction(connection -> {
            String by = BearerFilter.administrator(request).name();
            boolean first = Idempotency.claim(connection, by, key, "device-decision " + thumbprint + " " + decision)
                    .isEmpty();
            if (first) {
                devices.grant(connection, by, decision.username(), thumbprint, granted, agreement, ends);
            }
            return first;
        });
        keys.forget();
        return devices.ofUser(decision.username()).stream()
                .filter(device -> device.thumbprint().equals(thumbprint))
                .map(this::view)
                .findFirst()
                .orElseThrow(() -> new CodedException(ErrorCode.DEV_NOT_FOUND, ""));
    }

    private DeviceView view(Device device) {
        LocalDate ends = device.ends();
        return new DeviceView(
                device.username(),
                device.thumbprint(),
                device.on(LocalDate.ofInstant(clock.instant(), PARIS)).name(),
                device.label(),
                device.browser(),
                device.firstSeen(),
                device.lastSeen(),
                device.registered() != null,
                device.lost() != null,
                Objects.requireNonNullElse(device.agreement(), ""),
                ends == null ? "" : ends.toString());
    }

    private static DeviceClass granted(@Nullable String kind) {
        try {
            return DeviceClass.valueOf(Objects.requireNonNullElse(kind, ""));
        } catch (IllegalArgumentException none) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "kind", none);
        }
    }

    private static String reference(@Nullable String agreement) {
        if (agreement == null || agreement.isBlank() || agreement.length() > LONGEST_REFERENCE) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "agreement");
        }
        return agreement.strip();
    }

    private static LocalDate day(@Nullable String ends) {
        try {
            return LocalDate.parse(Objects.requireNonNullElse(ends, ""));
        } catch (DateTimeParseException none) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "ends", none);
        }
    }
}
