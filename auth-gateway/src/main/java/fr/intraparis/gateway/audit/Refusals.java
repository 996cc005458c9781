package fr.intraparis.gateway.audit;

import fr.intraparis.gateway.audit.RefusalTally.More;
import fr.intraparis.gateway.audit.RefusalTally.Refused;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.audit.AuditEntry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The rows of refusals. A person's few refusals have a row each; a loop's many have some, and one row a minute that says
 * how many more. The refusal stands whatever becomes of its row, and a row that could not be written is counted too.
 */
@ApplicationScoped
public class Refusals {
    private static final Log LOG = Log.of(Refusals.class);
    /** A database that has just failed is left alone: a refusal must not wait for it. */
    private static final Duration REST = Duration.ofSeconds(5);

    private final Clock clock = Clock.systemUTC();

    @Inject
    Audit audit;

    @Inject
    @ConfigProperty(name = "nomades.refusal-rows-a-minute", defaultValue = "10")
    int rowsAMinute = 10;

    private RefusalTally tally = new RefusalTally(0, Instant.EPOCH);
    private volatile Instant resting = Instant.EPOCH;

    /** Begins to count. */
    @PostConstruct
    void configure() {
        tally = new RefusalTally(rowsAMinute, clock.instant());
    }

    /**
     * Writes a refusal down, or counts it.
     *
     * @param place where the request came from, by which it is counted
     */
    public void note(AuditEntry refusal, String place) {
        Instant now = clock.instant();
        Refused refused = new Refused(refusal.actor(), place, Objects.requireNonNull(refusal.code()));
        if (!tally.writes(refused, now)) {
            return;
        }
        if (now.isAfter(resting)) {
            try (Connection connection = audit.connection()) {
                audit.record(connection, refusal);
                return;
            } catch (SQLException | RuntimeException unwritten) {
                resting = now.plus(REST);
                LOG.error("a refusal could not be written down, and is counted", unwritten);
            }
        }
        tally.add(new More(refused.code(), refused.actor(), place, 1));
    }

    /** Writes down how many more there were; called every minute, and at the end. */
    @PreDestroy
    public void summarise() {
        List<More> unwritten = new ArrayList<>(tally.take(clock.instant()));
        try (Connection connection = audit.connection()) {
            while (!unwritten.isEmpty()) {
                More more = unwritten.get(unwritten.size() - 1);
                String place = more.place() == null ? "several" : more.place();
                audit.record(
                        connection,
                        AuditEntry.refused(
                                more.actor(),
                                "more-refusals",
                                "-",
                                more.code(),
                                CorrelationId.current(),
                                Map.of("address", place, "more", String.valueOf(more.count()))));
                unwritten.remove(unwritten.size() - 1);
            }
        } catch (SQLException | RuntimeException later) {
            LOG.warn("counts of refusals wait for the database", later);
        } finally {
            unwritten.forEach(tally::add);
        }
    }
}
