package fr.intraparis.gateway.privileged;

import com.nimbusds.jwt.JWTClaimsSet;
import fr.intraparis.gateway.audit.Refusals;
import fr.intraparis.gateway.block.Blocks;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.audit.AuditEntry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Stands before every resource of the door's API: one that is added later is closed until its caller is proven. */
@Provider
@ApplicationScoped
public class BearerFilter implements ContainerRequestFilter {
    /** Request property: the {@link Administrator}. */
    private static final String ADMINISTRATOR = "fr.intraparis.gateway.administrator";

    private final Clock clock = Clock.systemUTC();

    @Inject
    @ConfigProperty(name = "intraparis.issuer")
    String issuer = "";

    @Inject
    @ConfigProperty(name = "intraparis.jwks")
    URI keys = URI.create("");

    /** As long as a privileged session may be idle. */
    @Inject
    @ConfigProperty(name = "nomades.privileged.max-auth-age", defaultValue = "PT15M")
    Duration most = Duration.ofMinutes(15);

    @Inject
    Refusals refusals;

    @Inject
    Blocks blocks;

    private @Nullable Bearers bearers;

    /** Gets ready to know bearers; the keys are fetched at the first. */
    @PostConstruct
    void configure() {
        try {
            bearers = Bearers.of(issuer, keys.toURL());
        } catch (MalformedURLException malformed) {
            throw new IllegalStateException("intraparis.jwks is not an address", malformed);
        }
    }

    /** Who was let in with that request. */
    static Administrator administrator(ContainerRequestContext request) {
        if (request.getProperty(ADMINISTRATOR) instanceof Administrator administrator) {
            return administrator;
        }
        throw new CodedException(ErrorCode.SES_NONE, "");
    }

    @Override
    public void filter(ContainerRequestContext request) {
        // The caller is portal-web, over loopback: what it asks belongs to the request that it serves.
        CorrelationId.of(request.getHeaderString(CorrelationId.HEADER)).bind();
        Bearers known = bearers;
        if (known == null) {
            throw new IllegalStateException("not configured");
        }
        try {
            JWTClaimsSet claims = known.claims(request.getHeaderString("Authorization"));
            ErrorCode blocked =
                    blocks.judge(claims.getSubject(), claims.getClaim("sid") instanceof String sid ? sid : null);
            if (blocked != null) {
                throw new CodedException(blocked, "");
            }
            request.setProperty(ADMINISTRATOR, Administrator.of(claims, clock.instant(), most));
        } catch (CodedException refused) {
            refusals.note(
                    AuditEntry.refused(
                            "-",
                            "refusal",
                            "/nomades/api/" + request.getUriInfo().getPath(),
                            refused.code(),
                            CorrelationId.current(),
                            Map.of()),
                    "the internal listener");
            throw refused;
        }
    }
}
