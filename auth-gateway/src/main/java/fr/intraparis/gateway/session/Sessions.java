package fr.intraparis.gateway.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import fr.intraparis.gateway.audit.Audit;
import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.outbox.Outbox;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
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

/** The sessions of the door. The table is the truth; what is in memory serves requests and is emptied by NOTIFY. */
@ApplicationScoped
public class Sessions {
    /** Kept by the browser from scripts, from other hosts and from plain HTTP. */
    public static final String COOKIE = "__Host-Http-nomades";

    private static final Log LOG = Log.of(Sessions.class);
    private static final String COLUMNS = "id, subject, agent_id, username, name, roles, acr, amr, auth_time, sid,"
            + " language, refresh_token, created, seen";
    private static final int COOKIE_LENGTH = 43;
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

    private Seal seal = new Seal(new byte[32]);
    private Cache<String, LiveSession> copies = Caffeine.newBuilder().build();
    private @Nullable SessionNews news;

    @PostConstruct
    void configure() {
        seal = new Seal(Base64.getDecoder().decode(key));
        copies = Caffeine.newBuilder().maximumSize(inMemory).build();
    }

    // --- the hot path ------------------------------------------------------------------------------------------

    /** The value of the session cookie, if the browser sent exactly one that could be ours. */
    public static Optional<String> cookie(HttpServletRequest request) {
        return cookie(request, COOKIE);
    }

    /** As above, for any cookie of the door. Two of one name are none: one of them may have been planted. */
    public static Optional<String> cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        String found = null;
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name)) {
                if (found != null) {
                    return Optional.empty();
                }
                found = cookie.getValue();
            }
        }
        return Optional.ofNullable(found).filter(value -> value.length() == COOKIE_LENGTH);
    }

    /** Who is signed in with this browser, if anybody still is. */
    public Optional<Session> find(HttpServletRequest request, Instant now) {
        return cookie(request).flatMap(value -> find(Seal.hash(value), now));
    }

    private Optional<Session> find(String id, Instant now) {
        LiveSession copy = copies.get(id, this::read);
        if (copy != null && copy.over(now)) {
            // Another node may have seen this person since.
            copy = copies.asMap().compute(id, (same, old) -> read(same));
            if (copy != null && copy.over(now)) {
                finish(copy, "limit");
                return Optional.empty();
            }
        }
        if (copy == null) {
            return Optional.empty();
        }
        if (copy.touch(now)) {
            writeSeen(id, now);
        }
        return Optional.of(copy.session);
    }

    @Nullable
    LiveSession live(String id) {
        return copies.get(id, this::read);
    }

    /** What the forms of that session carry. */
    public String formToken(Session session) {
        return seal.formToken(session.id());
    }

    // --- life and death ----------------------------------------------------------------------------------------

    /**
     * A new session, with its own new cookie. The one that this browser had dies, here and, if it was another one there,
     * at Keycloak.
     *
     * @return the session; its cookie is on the response
     */
    public Session open(
            Proven proven,
            String refreshToken,
            Locale language,
            @Nullable Session former,
            HttpServletResponse response) {
        LiveSession replaced = former == null ? null : live(former.id());
        String secret = Seal.random();
        Instant now = clock.instant();
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
                now);
        transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO session (" + COLUMNS
                    + ", over_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, session.id());
                insert.setString(2, session.subject());
                insert.setString(
                        3, session.agentId() == null ? null : session.agentId().value());
                insert.setString(4, session.username());
                insert.setString(5, session.name());
                insert.setArray(6, text(connection, session.roles().stream().map(Role::claim)));
                insert.setString(7, session.assurance().acr());
                insert.setArray(8, text(connection, session.amr().stream()));
                insert.setTimestamp(9, Timestamp.from(session.authTime()));
                insert.setString(10, session.sid());
                insert.setString(11, language.getLanguage());
                insert.setString(12, seal.close(refreshToken, session.id()));
                insert.setTimestamp(13, Timestamp.from(now));
                insert.setTimestamp(14, Timestamp.from(now));
                insert.setTimestamp(
                        15,
                        Timestamp.from(session.authTime().plus(session.limits().absolute())));
                insert.executeUpdate();
            }
            if (replaced != null) {
                delete(connection, replaced.session.id());
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
                            Map.of("acr", session.assurance().acr(), "amr", String.join(" ", session.amr()))));
            return true;
        });
        if (former != null) {
            copies.invalidate(former.id());
        }
        copies.put(session.id(), new LiveSession(session, refreshToken, now));
        response.addHeader("Set-Cookie", COOKIE + "=" + secret + "; Path=/; Secure; HttpOnly; SameSite=Lax");
        return session;
    }

    /** Takes the cookie away. */
    public static void forget(HttpServletResponse response) {
        response.addHeader("Set-Cookie", COOKIE + "=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    }

    /**
     * Ends a session at the door, on every node.
     *
     * @param why {@code logout}, {@code limit}, {@code ended-at-keycloak}
     * @return whether it was there
     */
    public boolean end(Session session, String why) {
        boolean ended = transaction(connection -> {
            boolean there = delete(connection, session.id());
            if (there) {
                audit.record(connection, farewell(session.actor(), session.username(), why));
            }
            return there;
        });
        copies.invalidate(session.id());
        return ended;
    }

    /** Ends a session here, then at Keycloak: at once if it answers, else as soon as it does. */
    public void logout(Session session) {
        LiveSession copy = live(session.id());
        if (copy != null) {
            finish(copy, "logout").ifPresent(message -> {
                keycloak.logout(copy.refreshToken);
                transaction(connection -> {
                    Outbox.done(connection, message);
                    return true;
                });
            });
        }
    }

    /** Ends at Keycloak what ended here while it did not answer. */
    public void settle() {
        transaction(connection -> {
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

    /** Ends here, and leaves word for Keycloak in the same transaction: else the next login would ask for nothing. */
    private Optional<UUID> finish(LiveSession copy, String why) {
        Session session = copy.session;
        Optional<UUID> message = transaction(connection -> {
            if (!delete(connection, session.id())) {
                return Optional.<UUID>empty();
            }
            audit.record(connection, farewell(session.actor(), session.username(), why));
            return Optional.of(leave(connection, copy));
        });
        copies.invalidate(session.id());
        return message;
    }

    private UUID leave(Connection connection, LiveSession copy) throws SQLException {
        UUID message = UUID.randomUUID();
        Outbox.put(connection, LEAVE, message, seal.close(copy.refreshToken, message.toString()));
        return message;
    }

    /**
     * Ends what Keycloak says is over.
     *
     * @param sid the session there; null for all of the account
     * @param jti of the message: it is obeyed once
     * @return false when it was obeyed before
     */
    public boolean obey(@Nullable String sid, @Nullable String subject, String jti) {
        List<String> gone = new ArrayList<>();
        boolean first = transaction(connection -> {
            try (PreparedStatement once = connection.prepareStatement(
                    "INSERT INTO logout_token (jti, seen) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
                once.setString(1, jti);
                once.setTimestamp(2, Timestamp.from(clock.instant()));
                if (once.executeUpdate() == 0) {
                    return false;
                }
            }
            try (PreparedStatement find =
                    connection.prepareStatement("SELECT id, agent_id, username FROM session WHERE "
                            + (sid == null ? "subject" : "sid") + " = ? FOR UPDATE")) {
                find.setString(1, sid == null ? subject : sid);
                try (ResultSet row = find.executeQuery()) {
                    while (row.next()) {
                        String agent = row.getString("agent_id");
                        String username = row.getString("username");
                        gone.add(row.getString("id"));
                        audit.record(
                                connection, farewell(agent == null ? username : agent, username, "ended-at-keycloak"));
                    }
                }
            }
            for (String id : gone) {
                delete(connection, id);
            }
            return true;
        });
        gone.forEach(copies::invalidate);
        return first;
    }

    /** Remembers the language that somebody chose. */
    public void speak(Session session, Locale language) {
        change("UPDATE session SET language = ? WHERE id = ?", language.getLanguage(), session.id());
    }

    /**
     * Compares what a new token says with the session. It may have lost a role or a level since: then the session loses
     * it too. It never gains one without a new login.
     */
    void confirm(Session session, Proven proven) {
        Set<Role> kept =
                session.roles().stream().filter(proven.roles()::contains).collect(Collectors.toSet());
        if (!kept.equals(session.roles())) {
            transaction(connection -> {
                try (PreparedStatement update =
                        connection.prepareStatement("UPDATE session SET roles = ? WHERE id = ?")) {
                    update.setArray(1, text(connection, kept.stream().map(Role::claim)));
                    update.setString(2, session.id());
                    update.executeUpdate();
                }
                tell(connection, session.id());
                return true;
            });
            copies.invalidate(session.id());
        }
        if (!proven.assurance().atLeast(session.assurance())) {
            change("UPDATE session SET acr = ? WHERE id = ?", proven.assurance().acr(), session.id());
        }
    }

    // --- the table and the copies ------------------------------------------------------------------------------

    /** Listens for what other nodes end. */
    public void startListening() {
        news = SessionNews.listen(threads, url, user, password, copies::invalidate, copies::invalidateAll);
    }

    /** Stops listening. */
    public void stopListening() {
        if (news != null) {
            news.stop();
        }
    }

    /** Drops the copies whose row is gone: a NOTIFY is lost on a broken connection. */
    public void reread() {
        Set<String> known = new HashSet<>(copies.asMap().keySet());
        if (known.isEmpty()) {
            return;
        }
        Set<String> rows = transaction(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT id FROM session WHERE id = ANY (?)")) {
                query.setArray(1, text(connection, known.stream()));
                Set<String> found = new HashSet<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                }
                return found;
            }
        });
        known.removeAll(rows);
        known.forEach(copies::invalidate);
    }

    /** Ends, here and at Keycloak, what nobody came back to. */
    public void sweep() {
        List<LiveSession> old = transaction(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT " + COLUMNS + " FROM session WHERE seen < ? OR over_at < ? ORDER BY seen LIMIT 500")) {
                query.setTimestamp(1, Timestamp.from(clock.instant().minus(SessionLimits.PRIVILEGED.idle())));
                query.setTimestamp(2, Timestamp.from(clock.instant()));
                List<LiveSession> found = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        found.add(copy(row));
                    }
                }
                return found;
            }
        });
        // A node that is busy with a session writes it down a minute later.
        Instant surely = clock.instant().minus(LiveSession.WRITE_SEEN);
        old.stream().filter(session -> session.over(surely)).forEach(session -> finish(session, "limit"));
        change("DELETE FROM logout_token WHERE seen < now() - interval '1 hour'");
    }

    private @Nullable LiveSession read(String id) {
        return transaction(connection -> {
                    try (PreparedStatement query =
                            connection.prepareStatement("SELECT " + COLUMNS + " FROM session WHERE id = ?")) {
                        query.setString(1, id);
                        try (ResultSet row = query.executeQuery()) {
                            return row.next() ? Optional.of(copy(row)) : Optional.<LiveSession>empty();
                        }
                    }
                })
                .orElse(null);
    }

    private LiveSession copy(ResultSet row) throws SQLException {
        String id = row.getString("id");
        String agent = row.getString("agent_id");
        Session session = new Session(
                id,
                row.getString("subject"),
                agent == null ? null : new AgentId(agent),
                row.getString("username"),
                row.getString("name"),
                Arrays.stream(texts(row, "roles"))
                        .flatMap(claim -> Role.ofClaim(claim).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                Assurance.ofAcr(row.getString("acr")),
                List.of(texts(row, "amr")),
                row.getTimestamp("auth_time").toInstant(),
                row.getString("sid"),
                Locale.forLanguageTag(row.getString("language")),
                row.getTimestamp("created").toInstant());
        return new LiveSession(
                session,
                seal.open(row.getString("refresh_token"), id),
                row.getTimestamp("seen").toInstant());
    }

    /** Off the request's path: nobody waits for it, and the next minute writes it anew. */
    private void writeSeen(String id, Instant now) {
        try {
            background.execute(() -> {
                try (Connection connection = database.getConnection();
                        PreparedStatement update = connection.prepareStatement(
                                "UPDATE session SET seen = greatest(seen, ?) WHERE id = ?")) {
                    update.setTimestamp(1, Timestamp.from(now));
                    update.setString(2, id);
                    update.executeUpdate();
                } catch (SQLException later) {
                    LOG.warn("last activity is written later", "state", later.getSQLState());
                }
            });
        } catch (RejectedExecutionException busy) {
            LOG.warn("last activity is written later", busy);
        }
    }

    /** Changes rows; where the last parameter is a session, every node hears of it. */
    private void change(String statement, String... parameters) {
        transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(statement)) {
                for (int i = 0; i < parameters.length; i++) {
                    update.setString(i + 1, parameters[i]);
                }
                update.executeUpdate();
            }
            if (parameters.length > 0) {
                tell(connection, parameters[parameters.length - 1]);
            }
            return true;
        });
        if (parameters.length > 0) {
            copies.invalidate(parameters[parameters.length - 1]);
        }
    }

    private static boolean delete(Connection connection, String id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM session WHERE id = ?")) {
            delete.setString(1, id);
            boolean there = delete.executeUpdate() > 0;
            tell(connection, id);
            return there;
        }
    }

    /** Heard by every node when the transaction commits. */
    private static void tell(Connection connection, String id) throws SQLException {
        try (PreparedStatement notify = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
            notify.setString(1, SessionNews.CHANNEL);
            notify.setString(2, id);
            notify.execute();
        }
    }

    private static AuditEntry farewell(String actor, String username, String why) {
        return AuditEntry.done(actor, "logout", "account:" + username, CorrelationId.current(), Map.of("why", why));
    }

    private static Array text(Connection connection, java.util.stream.Stream<String> values) throws SQLException {
        return connection.createArrayOf("text", values.sorted().toArray());
    }

    private static String[] texts(ResultSet row, String column) throws SQLException {
        return (String[]) row.getArray(column).getArray();
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T transaction(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw new CodedException(ErrorCode.SYS_DATABASE, "", failed);
        }
    }
}
