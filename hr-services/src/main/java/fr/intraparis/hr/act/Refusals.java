package fr.intraparis.hr.act;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.audit.AuditTrail;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The audit rows of refused requests, each in a short transaction of its own: the request's one is rolled back. */
@ApplicationScoped
public class Refusals {
    private static final Log LOG = Log.of(Refusals.class);

    @Resource(lookup = "java:app/hr/ds")
    DataSource source;

    @Inject
    AuditTrail trail;

    @Inject
    Clock clock;

    @Inject
    HttpServletRequest request;

    /** Writes who was refused what. Without a database the refusal itself stands; that it left no row is logged. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void record(String method, String path, ErrorCode code) {
        try (Connection connection = source.getConnection()) {
            trail.record(
                    connection,
                    AuditEntry.refused(
                            actor(),
                            "request",
                            "path:" + path,
                            code,
                            CorrelationId.current(),
                            Map.of("method", method)),
                    clock.instant());
        } catch (SQLException e) {
            LOG.error("a refusal left no audit row", e, "code", code.code());
        }
    }

    private String actor() {
        Principal principal = request.getUserPrincipal();
        if (principal instanceof JsonWebToken token && token.getClaim("agent_id") instanceof String agentId) {
            return agentId;
        }
        return principal == null ? "-" : principal.getName();
    }
}
