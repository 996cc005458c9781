package fr.intraparis.gateway.audit;

import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.audit.AuditSealer;
import fr.intraparis.kernel.audit.AuditTrail;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The door's audit rows. */
@ApplicationScoped
public class Audit {
    private static final Log LOG = Log.of(Audit.class);

    private final Clock clock = Clock.systemUTC();

    @Resource(lookup = "java:app/nomades/ds")
    DataSource database;

    @Inject
    @ConfigProperty(name = AuditTrail.KEY_NAME)
    String key;

    private @Nullable AuditTrail trail;
    private @Nullable AuditSealer sealer;

    /** For the container. */
    public Audit() {}

    /** One that is not the container's. */
    public Audit(byte[] key, DataSource database) {
        this.key = "";
        this.database = database;
        trail = new AuditTrail(key);
        sealer = new AuditSealer(key);
    }

    @PostConstruct
    void configure() {
        byte[] bytes = Base64.getDecoder().decode(key);
        trail = new AuditTrail(bytes);
        sealer = new AuditSealer(bytes);
    }

    /** Writes a row in the transaction of the act. */
    public void record(Connection connection, AuditEntry entry) throws SQLException {
        if (trail == null) {
            throw new IllegalStateException("no audit key yet");
        }
        trail.record(connection, entry, clock.instant());
    }

    Connection connection() throws SQLException {
        return database.getConnection();
    }

    /** Chains what was written since the last time; called more than once a second. */
    public void seal() {
        if (sealer == null) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            int sealed;
            do {
                sealed = sealer.seal(connection);
            } while (sealed > 0);
        } catch (SQLException later) {
            LOG.warn("sealing waits for the database", "state", later.getSQLState());
        }
    }
}
