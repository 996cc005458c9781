package fr.intraparis.hr.act;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.Standing;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.audit.AuditTrail;
import fr.intraparis.kernel.rest.Refused;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;

/** The audit rows of refused requests, each in a short transaction of its own: the request's one is rolled back. */
@ApplicationScoped
class Refusals {
    private static final Log LOG = Log.of(Refusals.class);

    @Resource(lookup = "java:app/hr/ds")
    DataSource source;

    @Inject
    AuditTrail trail;

    @Inject
    Clock clock;

    /** Writes who was refused what. Without a database the refusal itself stands; that it left no row is logged. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void record(@Observes Refused refused) {
        try (Connection connection = source.getConnection()) {
            trail.record(
                    connection,
                    AuditEntry.refused(
                            refused.actor(),
                            "request",
                            "path:" + refused.path(),
                            refused.code(),
                            CorrelationId.current(),
                            Standing.current().with(Map.of("method", refused.method()))),
                    clock.instant());
        } catch (SQLException e) {
            LOG.error("a refusal left no audit row", e, "code", refused.code().code());
        }
    }
}
