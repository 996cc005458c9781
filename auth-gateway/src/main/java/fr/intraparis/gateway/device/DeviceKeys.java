package fr.intraparis.gateway.device;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Route;
import fr.intraparis.gateway.Step.Then;
import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.audit.Audit;
import fr.intraparis.gateway.block.Blocks;
import fr.intraparis.gateway.device.Standing.Key;
import fr.intraparis.gateway.device.Standing.Proof;
import fr.intraparis.gateway.session.DoorCookie;
import fr.intraparis.gateway.session.FormToken;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.gateway.session.Sessions;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.http.SecurityHeaders;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The keys of sessions. A browser's script registers one at the first page after the login and never again; from then on
 * the session is worth something only to who can sign with it.
 */
@ApplicationScoped
public class DeviceKeys {
    /** Where a page's script registers and renews. */
    public static final String PATH = "/nomades/device";
    /** The header that carries a proof, as RFC 9449 calls it. */
    public static final String HEADER = "DPoP";
    /** The query parameter that carries it where a browser sends a form or follows a link. */
    public static final String PARAMETER = "nomades-proof";

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Log LOG = Log.of(DeviceKeys.class);
    /** How long after the login a key may come: the first page takes seconds. */
    private static final Duration FIRST_PAGE = Duration.ofMinutes(2);
    /** How long another node may take what it has read for true. */
    private static final Duration COPY = Duration.ofSeconds(5);

    private final Clock clock = Clock.systemUTC();

    @Resource(lookup = "java:app/nomades/ds")
    DataSource database;

    @Inject
    Blocks blocks;

    @Inject
    Sessions sessions;

    @Inject
    Devices devices;

    @Inject
    Audit audit;

    @Inject
    @ConfigProperty(name = "intraparis.origin")
    String origin;

    @Inject
    @ConfigProperty(name = "nomades.session-renewal", defaultValue = "PT5M")
    Duration renewal;

    @Inject
    @ConfigProperty(name = "nomades.sessions-in-memory", defaultValue = "100000")
    long inMemory;

    private DeviceRows rows;
    private Proofs proofs;
    /** By the number of the session. */
    Cache<String, Optional<Device>> keys;

    @PostConstruct
    void configure() {
        rows = new DeviceRows(database);
        proofs = new Proofs(origin, (session, jti) -> rows.once(session, jti, clock.instant()));
        keys = Caffeine.newBuilder()
                .maximumSize(inMemory)
                .expireAfterWrite(COPY)
                .build();
    }

    /** Finds out how the request stands to the key of its session. */
    public Then look(Exchange exchange) {
        Session session = exchange.session();
        if (session == null) {
            return Then.NEXT;
        }
        Optional<Device> known = keys.getIfPresent(session.id());
        if (known == null) {
            exchange.beforeActing();
            known = keys.get(session.id(), id -> rows.of(id));
        }
        Device device = known.orElse(null);
        if (device == null && (exchange.visit().unsafe() || !exchange.proof().isEmpty())) {
            exchange.beforeActing();
            // Another node may have heard of it meanwhile.
            Optional<Device> now = rows.of(session.id());
            keys.put(session.id(), now);
            device = now.orElse(null);
        }
        if (device == null) {
            return Then.NEXT;
        }
        Visit visit = exchange.visit();
        Proof proof = exchange.proof().isEmpty()
                ? Proof.ABSENT
                : proofs.judge(
                        exchange.proof(),
                        visit.method(),
                        visit.path(),
                        session.id(),
                        session.handle(),
                        device.thumbprint());
        exchange.standing(new Standing(
                Key.BOUND, renewed(exchange, session), proof, device.on(LocalDate.ofInstant(visit.at(), PARIS))));
        if (proof == Proof.STALE && visit.unsafe()) {
            // A form that is sent again by a reload: it comes back to its author as one of another session does.
            exchange.formToken(FormToken.SENT_AGAIN + exchange.formToken());
        }
        return Then.NEXT;
    }

    private boolean renewed(Exchange exchange, Session session) {
        Instant now = exchange.visit().at();
        return DoorCookie.RENEWED
                .of(exchange.request())
                .flatMap(mark -> sessions.marked(session, mark))
                .filter(at -> now.isBefore(at.plus(renewal)))
                .isPresent();
    }

    /** Answers the page's script: what it must know to sign, a first key, a renewal. */
    public Then serve(Exchange exchange) throws IOException {
        Route route = exchange.route();
        Session session = exchange.session();
        if (route == null || session == null || !route.name().equals("device")) {
            return Then.NEXT;
        }
        if (!exchange.visit().unsafe()) {
            tell(exchange, session);
            return Then.DONE;
        }
        if (exchange.standing().key() == Key.NONE) {
            register(exchange, session);
        } else if (exchange.standing().proof() != Proof.GOOD) {
            if (exchange.standing().proof() == Proof.FALSE) {
                copied(exchange, session, "renewal by another key");
            }
            throw new CodedException(ErrorCode.SES_COPIED, "renewal");
        }
        Instant now = clock.instant();
        DoorCookie.RENEWED.give(exchange.response(), sessions.mark(session, now), renewal);
        exchange.response().setStatus(HttpServletResponse.SC_NO_CONTENT);
        return Then.DONE;
    }

    private void tell(Exchange exchange, Session session) throws IOException {
        byte[] body = Json.createObjectBuilder()
                .add("session", session.handle())
                .add("now", clock.millis())
                .add("key", key(session).orElse(""))
                .add("open", young(session))
                .add("renewed", exchange.standing().renewed())
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        HttpServletResponse response = exchange.response();
        response.setHeader("Content-Security-Policy", SecurityHeaders.NOTHING);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The first key that comes is the session's; the proof shows that the browser has it. */
    private void register(Exchange exchange, Session session) {
        Visit visit = exchange.visit();
        String thumbprint = Proofs.thumbprint(exchange.proof())
                .orElseThrow(() -> new CodedException(ErrorCode.SYS_BAD_REQUEST, "proof"));
        if (!young(session)) {
            throw new CodedException(ErrorCode.DEV_NO_KEY, "too late");
        }
        if (proofs.judge(exchange.proof(), visit.method(), visit.path(), session.id(), session.handle(), thumbprint)
                != Proof.GOOD) {
            throw new CodedException(ErrorCode.SES_COPIED, "registration");
        }
        if (devices.lost(session, thumbprint)) {
            sessions.endAll(List.of(session.id()), "device-lost");
            throw new CodedException(ErrorCode.DEV_LOST, "");
        }
        boolean bound = rows.transaction(connection -> {
            boolean first = rows.bind(connection, session.id(), session.subject(), thumbprint, clock.instant());
            if (first) {
                devices.come(connection, session, thumbprint, visit);
                audit.record(
                        connection,
                        AuditEntry.done(
                                session.actor(),
                                "device-key",
                                "account:" + session.username(),
                                exchange.correlationId(),
                                Map.of("key", thumbprint)));
            }
            return first;
        });
        keys.invalidate(session.id());
        if (!bound && !key(session).filter(thumbprint::equals).isPresent()) {
            throw new CodedException(ErrorCode.SES_COPIED, "the session has another key");
        }
    }

    /** The thumbprint of the session's key, as the table has it now. */
    public Optional<String> key(Session session) {
        return rows.of(session.id()).map(Device::thumbprint);
    }

    /** Reads everything anew: a device is no longer what it was. */
    public void forget() {
        keys.invalidateAll();
    }

    private boolean young(Session session) {
        return clock.instant().isBefore(session.created().plus(FIRST_PAGE));
    }

    /** Somebody has the session's cookie and not its key: blocked in every WAR, over here, and somebody must look. */
    public void copied(Exchange exchange, Session session, String evidence) {
        LOG.warn("a session's cookie was used without its key", "session", session.handle(), "evidence", evidence);
        rows.transaction(connection -> {
            audit.record(
                    connection,
                    AuditEntry.refused(
                            session.actor(),
                            "alert",
                            "session:" + session.handle(),
                            ErrorCode.SES_COPIED,
                            exchange.correlationId(),
                            Map.of(
                                    "address", exchange.visit().address().toString(),
                                    "evidence", evidence,
                                    "path", exchange.visit().path())));
            return true;
        });
        blocks.raise(session, ErrorCode.SES_COPIED, "device.proof", evidence);
        sessions.endCopied(session);
    }

    /** Forgets what is too old to matter. */
    public void sweep() {
        rows.forgetProofs(clock.instant().minus(Duration.ofMinutes(10)));
    }
}
