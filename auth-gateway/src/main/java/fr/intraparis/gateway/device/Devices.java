package fr.intraparis.gateway.device;

import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.audit.Audit;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.gateway.session.Sessions;
import fr.intraparis.gateway.support.Handover;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.audit.AuditEntry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The devices of people: seen for the first time, registered and lost by their owners, recognised by IT. */
@ApplicationScoped
public class Devices {
    private static final int LONGEST_LABEL = 60;
    private static final Pattern UNWRITTEN = Pattern.compile("[\\p{Cc}\\p{Cf}]");

    private final Clock clock = Clock.systemUTC();

    @Resource(lookup = "java:app/nomades/ds")
    DataSource database;

    @Inject
    Sessions sessions;

    @Inject
    DeviceKeys keys;

    @Inject
    Handover post;

    @Inject
    Audit audit;

    @Inject
    @ConfigProperty(name = "intraparis.mail-domain")
    String mailDomain;

    private DeviceRows rows;

    @PostConstruct
    void configure() {
        rows = new DeviceRows(database);
    }

    /** All of a person's, the last seen first. */
    public List<Device> ofOwner(Session session) {
        return rows.ofSubject(session.subject());
    }

    /** All of an account's, those that wait for IT first. */
    public List<Device> ofUser(String username) {
        return rows.ofUser(username);
    }

    /** Its owner names the device of this session, and asks IT to recognise it. */
    public void register(Session session, String thumbprint, String label) {
        String clean = UNWRITTEN.matcher(label).replaceAll("").strip();
        if (clean.isEmpty() || clean.length() > LONGEST_LABEL) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "label");
        }
        rows.transaction(connection -> {
            if (!rows.register(connection, session.subject(), thumbprint, clean, clock.instant())) {
                throw new CodedException(ErrorCode.DEV_NOT_FOUND, "");
            }
            note(connection, session.actor(), "device-register", session.username(), thumbprint, Map.of());
            return true;
        });
    }

    /**
     * Its owner has lost a device: no key of it opens anything any more, and what is open with it ends at once, on every
     * node.
     */
    public void lose(Session owner, String thumbprint) {
        List<String> open = rows.transaction(connection -> {
            List<String> sessionsOfIt = rows.lose(connection, owner.subject(), thumbprint, clock.instant());
            note(
                    connection,
                    owner.actor(),
                    "device-lost",
                    owner.username(),
                    thumbprint,
                    Map.of("sessions", String.valueOf(sessionsOfIt.size())));
            return sessionsOfIt;
        });
        sessions.endAll(open, "device-lost");
        keys.forget();
    }

    /**
     * IT says what a device is.
     *
     * @param agreement the reference of the agreement, for {@link DeviceClass#PERSONAL}
     * @param ends the day from which it holds no more
     * @throws CodedException {@link ErrorCode#DEV_NOT_FOUND} when that account has no such device, or has lost it
     */
    public void grant(
            Connection connection,
            String by,
            String username,
            String thumbprint,
            DeviceClass granted,
            @Nullable String agreement,
            @Nullable LocalDate ends)
            throws SQLException {
        if (!rows.grant(connection, username, thumbprint, granted, agreement, ends, by)) {
            throw new CodedException(ErrorCode.DEV_NOT_FOUND, "");
        }
        note(
                connection,
                by,
                "device-class",
                username,
                thumbprint,
                Map.of(
                        "class", granted.name(),
                        "agreement", agreement == null ? "" : agreement,
                        "ends", ends == null ? "" : ends.toString()));
    }

    /** Whether its owner has declared it lost. */
    boolean lost(Session session, String thumbprint) {
        return rows.ofSubject(session.subject()).stream()
                .anyMatch(device -> device.thumbprint().equals(thumbprint) && device.lost() != null);
    }

    /** Notes that a person has come with that key; the first time, they are told by mail. */
    void come(Connection connection, Session session, String thumbprint, Visit visit) throws SQLException {
        String browser = session.browser().family() + " " + session.browser().major();
        if (rows.seen(connection, session.subject(), session.username(), thumbprint, browser, clock.instant())) {
            note(connection, session.actor(), "device-new", session.username(), thumbprint, Map.of("browser", browser));
            post.write(
                    connection, NewDeviceLetter.to(session.username() + "@" + mailDomain, session, thumbprint, visit));
        }
    }

    private void note(
            Connection connection,
            String actor,
            String act,
            String username,
            String thumbprint,
            Map<String, String> details)
            throws SQLException {
        audit.record(
                connection,
                AuditEntry.done(actor, act, "device:" + username + "/" + thumbprint, CorrelationId.current(), details));
    }
}
