package fr.intraparis.gateway.session;

import fr.intraparis.gateway.Exchange.LongWay;
import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.audit.Audit;
import fr.intraparis.gateway.keycloak.Keycloak;
import fr.intraparis.gateway.keycloak.Proven;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.news.News;
import fr.intraparis.kernel.outbox.Outbox;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of the door: who finds one, how it begins, what ends it. The rows are the truth ({@link SessionRows}),
 * the copies serve requests ({@link SessionCopies}), the news keeps them in step on every node ({@link News}).
 */
@ApplicationScoped
public class Sessions {
    private static final Log LOG = Log.of(Sessions.class);
    /** Word for Keycloak that a session is over. */
    private static final String LEAVE = "keycloak-logout";

    private final Clock clock = Clock.systemUTC();

    @Resource(lookup = "java:app/nomades/ds")
    DataSource database;

    @Resource
    ManagedExecutorService background;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    Keycloak keycloak;

    @Inject
    Audit audit;

    @Inject
    @ConfigProperty(name = "nomades.session-key")
    String key;

    @Inject
    @ConfigProperty(name = "nomades.sessions-in-memory", defaultValue = "100000")
    long inMemory;

    @Inject
    @ConfigProperty(name = "nomades.db-url")
    String url;

    @Inject
    @ConfigProperty(name = "nomades.db-user")
    String user;

    @Inject
    @ConfigProperty(name = "nomades.db-password")
    String password;

    @Inject
    @ConfigProperty(name = "nomades.session-idle", defaultValue = "PT30M")
    Duration idle;

    @Inject
    @ConfigProperty(name = "nomades.session-absolute", defaultValue = "PT10H")
    Duration absolute;

    @Inject
    @ConfigProperty(name = "nomades.session-privileged-idle", defaultValue = "PT15M")
    Duration privilegedIdle;

    @Inject
    @ConfigProperty(name = "nomades.session-privileged-absolute", defaultValue = "PT4H")
    Duration privilegedAbsolute;

    private SessionLimits limits;
    private Seal seal;
    private SessionRows rows;
    private SessionCopies copies;
    private @Nullable News news;

    @PostConstruct
    void configure() {
        seal = new Seal(Base64.getDecoder().decode(key));
        limits = new SessionLimits(
                new SessionLimits.Limits(idle, absolute), new SessionLimits.Limits(privilegedIdle, privilegedAbsolute));
        rows = new SessionRows(database, seal, limits);
        copies = new SessionCopies(inMemory, rows::find);
    }

    /** How long sessions last here; a limit above its ceiling throws when the door starts. */
    public SessionLimits limits() {
        return limits;
    }

    // --- the hot path ------------------------------------------------------------------------------------------

    /** Who is signed in with this browser, if anybody still is. */
    public Optional<Session> find(HttpServletRequest request, Instant now) {
        return DoorCookie.SESSION.of(request).flatMap(value -> find(Seal.hash(value), now));
    }

    /**
     * The same, without asking or changing anything.
     *
     * @throws LongWay when memory does not tell
     */
    public Optional<Session> known(HttpServletRequest request, Instant now) {
        return DoorCookie.SESSION.of(request).map(value -> {
            LiveSession copy = copies.known(Seal.hash(value));
            if (copy == null || copy.over(limits, now)) {
                throw new LongWay();
            }
            return copy.session;
        });
    }

    private Optional<Session> find(String id, Instant now) {
        LiveSession copy = copies.get(id);
        if (copy != null && copy.over(limits, now)) {
            // Another node may have seen this person since.
            copy = copies.fresh(id);
            if (copy != null && copy.over(limits, now)) {
                // On a shared computer the next person stands there already.
                if (copy.session.shared()) {
                    farewell(copy, "limit");
                } else {
                    finish(copy, "limit");
                }
                return Optional.empty();
            }
        }
        return copy == null ? Optional.empty() : Optional.of(copy.session);
    }

    /** Notes that its owner is there: it is idle from now on only. */
    public void seen(Session session, Instant now) {
        LiveSession copy = copies.known(session.id());
        if (copy != null && copy.touch(now)) {
            writeSeen(session.id(), now);
        }
    }

    /** Off the request's path: nobody waits for it, and the next minute writes it anew. */
    private void writeSeen(String id, Instant now) {
        try {
            background.execute(() -> {
                try {
                    rows.seen(id, now);
                } catch (SQLException later) {
                    LOG.warn("last activity is written later", "state", later.getSQLState());
                }
            });
        } catch (RejectedExecutionException busy) {
            LOG.warn("last activity is written later", busy);
        }
    }

    /** The copy, if there is one: the table is not asked. */
    @Nullable
    LiveSession inMemory(String id) {
        return copies.known(id);
    }

    @Nullable
    LiveSession live(String id) {
        return copies.get(id);
    }

    /** What the forms of that session carry. */
    public String formToken(Session session) {
        LiveSession copy = copies.known(session.id());
        return copy == null ? seal.formToken(session.id()) : copy.formToken(seal);
    }

    // --- life and death ----------------------------------------------------------------------------------------

    /**
     * A new session, with its own new cookie. The one that this browser had dies, here and, if it was another one there,
     * at Keycloak.
     *
     * @param shared whether others use this computer too: the session is short, and its cookie says so for good
     * @return the session; its cookie is on the response
     */
    public Session open(
            Proven proven,
            String refreshToken,
            Locale language,
            boolean shared,
            @Nullable Session former,
            Visit visit,
            HttpServletResponse response) {
        LiveSession replaced = former == null ? null : live(former.id());
        String secret = (shared ? DoorCookie.ON_SHARED : "") + Seal.random();
        Session session = new Session(
                Seal.hash(secret),
                proven.subject(),
                proven.agentId(),
                proven.username(),
                proven.name(),
                proven.roles(),
                proven.assurance(),
                proven.amr(),
                proven.authTime(),
                proven.sid(),
                language,
                clock.instant(),
                visit.browser(),
                visit.zone(),
                shared ? proven.authTime().plus(SessionLimits.SHARED) : null);
        rows.transaction(connection -> {
            rows.insert(connection, session, refreshToken);
            if (replaced != null) {
                rows.delete(connection, replaced.session.id());
                if (!replaced.session.sid().equals(session.sid())) {
                    leave(connection, replaced);
                }
            }
            audit.record(
                    connection,
                    AuditEntry.done(
                            session.actor(),
                            "login",
                            "account:" + session.username(),
                            CorrelationId.current(),
                            Map.of(
                                    "acr",
                                    session.assurance().acr(),
                                    "amr",
                                    String.join(" ", session.amr()),
                                    "browser",
                                    session.browser().family() + " "
                                            + session.browser().major()
                                            + (visit.consistent() ? "" : " " + ErrorCode.BRW_INCONSISTENT.code()),
                                    "computer",
                                    shared ? "shared" : "own",
                                    "zone",
                                    session.zone().name())));
            return true;
        });
        if (former != null) {
            copies.forget(former.id());
        }
        DoorCookie.SESSION.give(response, secret);
        return session;
    }

    /**
     * Ends a session at the door, on every node.
     *
     * @param why {@code logout}, {@code limit}, {@code ended-at-keycloak}
     * @return whether it was there
     */
    public boolean end(Session session, String why) {
        boolean ended = rows.transaction(connection -> {
            boolean there = rows.delete(connection, session.id());
            if (there) {
                audit.record(connection, farewell(session.actor(), session.username(), why));
            }
            return there;
        });
        copies.forget(session.id());
        return ended;
    }

    /** Ends a session here, then at Keycloak: at once if it answers, else as soon as it does. */
    public void logout(Session session) {
        farewell(session, "logout");
    }

    /** Ends a session whose cookie somebody else has, in the same way. */
    public void endCopied(Session session) {
        farewell(session, "copied");
    }

    private void farewell(Session session, String why) {
        LiveSession copy = live(session.id());
        if (copy != null) {
            farewell(copy, why);
        }
    }

    /** What a browser gets that has signed for that session just now. */
    public String mark(Session session, Instant now) {
        return seal.mark(session.id(), now);
    }

    /** When the browser with that mark has signed for that session; empty when it never has. */
    public Optional<Instant> marked(Session session, String mark) {
        LiveSession copy = copies.known(session.id());
        return copy == null ? seal.marked(session.id(), mark) : copy.marked(seal, mark);
    }

    /** Ends here for good; at Keycloak now if it answers, else as soon as it does. */
    private void farewell(LiveSession copy, String why) {
        finish(copy, why).ifPresent(message -> {
            try {
                keycloak.logout(copy.refreshToken);
            } catch (CodedException later) {
                LOG.warn("a session ended here and ends later at Keycloak", later);
                return;
            }
            rows.transaction(connection -> {
                Outbox.done(connection, message);
                return true;
            });
        });
    }

    /** An open session, as its owner sees it. */
    public record Open(Session session, Instant seen) {}

    /** All open sessions of that person, the newest first. */
    public List<Open> ofOwner(Session one) {
        Instant now = clock.instant();
        return rows.of(one.subject()).stream()
                .filter(row -> !row.over(limits, now))
                .map(row -> new Open(row.session, row.seen()))
                .toList();
    }

    /**
     * Ends one of a person's own sessions, here and at Keycloak; does nothing when it is over already or not theirs.
     *
     * @param handle of {@link Session#handle()}
     */
    public void endOwn(Session owner, String handle) {
        rows.of(owner.subject()).stream()
                .filter(row -> row.session.handle().equals(handle))
                .forEach(row -> farewell(row, "ended-by-owner"));
    }

    /** Ends those sessions here at once, and at Keycloak within a second or as soon as it answers. */
    public void endAll(List<String> ids, String why) {
        for (String id : ids) {
            LiveSession copy = rows.find(id);
            if (copy != null) {
                finish(copy, why);
            }
        }
    }

    /** Ends all of a person's sessions but that one; one that shares its session at Keycloak with it takes it along. */
    public void endOthers(Session kept) {
        rows.of(kept.subject()).stream()
                .filter(row -> !row.session.id().equals(kept.id()))
                .forEach(row -> farewell(row, "ended-by-owner"));
    }

    /** Ends here, and leaves word for Keycloak in the same transaction: else the next login would ask for nothing. */
    private Optional<UUID> finish(LiveSession copy, String why) {
        Session session = copy.session;
        Optional<UUID> message = rows.transaction(connection -> {
            if (!rows.delete(connection, session.id())) {
                return Optional.<UUID>empty();
            }
            audit.record(connection, farewell(session.actor(), session.username(), why));
            return Optional.of(leave(connection, copy));
        });
        copies.forget(session.id());
        return message;
    }

    private UUID leave(Connection connection, LiveSession copy) throws SQLException {
        UUID message = UUID.randomUUID();
        Outbox.put(connection, LEAVE, message, seal.close(copy.refreshToken, message.toString()));
        return message;
    }

    /** Ends at Keycloak what ended here while it did not answer. */
    public void settle() {
        rows.transaction(connection -> {
            Instant now = clock.instant();
            for (Outbox.Message message : Outbox.due(connection, LEAVE, 5, now)) {
                try {
                    keycloak.logout(seal.open(message.payload(), message.id().toString()));
                    Outbox.done(connection, message.id());
                } catch (CodedException later) {
                    Outbox.failed(connection, message, later.code(), now);
                }
            }
            return true;
        });
    }

    /**
     * Ends what Keycloak says is over.
     *
     * @param sid the session there; null for all of the account
     * @param jti of the message: it is obeyed once
     * @return false when it was obeyed before
     */
    public boolean obey(@Nullable String sid, @Nullable String subject, String jti) {
        Optional<List<SessionRows.Ended>> ended = rows.transaction(connection -> {
            if (!rows.once(connection, jti, clock.instant())) {
                return Optional.<List<SessionRows.Ended>>empty();
            }
            List<SessionRows.Ended> gone = rows.deleteOf(connection, sid, subject);
            for (SessionRows.Ended one : gone) {
                audit.record(connection, farewell(one.actor(), one.username(), "ended-at-keycloak"));
            }
            return Optional.of(gone);
        });
        ended.ifPresent(gone -> gone.forEach(one -> copies.forget(one.id())));
        return ended.isPresent();
    }

    private static AuditEntry farewell(String actor, String username, String why) {
        return AuditEntry.done(actor, "logout", "account:" + username, CorrelationId.current(), Map.of("why", why));
    }

    // --- changes -----------------------------------------------------------------------------------------------

    /** Remembers the language that somebody chose. */
    public void speak(Session session, Locale language) {
        rows.speak(session.id(), language);
        copies.forget(session.id());
    }

    /**
     * Compares what a new token says with the session. It may have lost a role or a level since: then the session loses
     * it too. It never gains one without a new login.
     */
    void confirm(Session session, Proven proven) {
        Set<Role> kept =
                session.roles().stream().filter(proven.roles()::contains).collect(Collectors.toSet());
        boolean lower = !proven.assurance().atLeast(session.assurance());
        if (lower || !kept.equals(session.roles())) {
            Assurance left = lower ? proven.assurance() : session.assurance();
            rows.lower(session.id(), kept, left);
            copies.forget(session.id());
        }
    }

    // --- keeping in step ---------------------------------------------------------------------------------------

    /** Listens for what other nodes end. */
    public void startListening() {
        news = News.listen(threads, new News.Place(url, user, password), SessionRows.CHANNEL, copies);
    }

    /** Stops listening. */
    public void stopListening() {
        if (news != null) {
            news.stop();
        }
    }

    /** Forgets copies whose rows are gone, in case some news was missed, and tokens that have ended. */
    public void reread() {
        copies.check(rows::among);
        Instant now = clock.instant();
        copies.all().forEach(live -> live.tidy(now));
    }

    /** Ends, here and at Keycloak, what nobody came back to. */
    public void sweep() {
        Instant now = clock.instant();
        // A node that is busy with a session writes it down a minute later.
        Instant surely = now.minus(LiveSession.WRITE_SEEN);
        rows.abandoned(now.minus(limits.privileged().idle()), now).stream()
                .filter(session -> session.over(limits, surely))
                .forEach(session -> finish(session, "limit"));
        rows.forgetLogoutTokens();
    }
}
