package fr.intraparis.gateway.session;

import fr.intraparis.gateway.Visit.Zone;
import fr.intraparis.gateway.posture.Browser;
import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.jdbc.Transactions;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The table of sessions: the truth. What changes or ends a row is told to every node when its transaction commits; what
 * belongs to a larger act takes the act's connection.
 */
final class SessionRows {
    /** Where it is said which session has changed or ended. */
    static final String CHANNEL = "nomades_session";

    private static final String COLUMNS = "id, subject, agent_id, username, name, roles, acr, amr, auth_time, sid,"
            + " language, refresh_token, created, seen, browser_family, browser_major, browser_system, zone,"
            + " shared_until";

    private final DataSource database;
    private final Seal seal;
    private final SessionLimits limits;

    SessionRows(DataSource database, Seal seal, SessionLimits limits) {
        this.database = database;
        this.seal = seal;
        this.limits = limits;
    }

    /** A session that has ended, as far as its farewell names it. */
    record Ended(String id, String actor, String username) {}

    /** All of it or nothing. */
    <T> T transaction(Transactions.Work<T> work) {
        return new Transactions(database).inTransaction(work);
    }

    // --- reading -----------------------------------------------------------------------------------------------

    /** The session of that number; null when there is none. */
    @Nullable
    LiveSession find(String id) {
        return transaction(connection -> {
                    try (PreparedStatement query =
                            connection.prepareStatement("SELECT " + COLUMNS + " FROM session WHERE id = ?")) {
                        query.setString(1, id);
                        try (ResultSet row = query.executeQuery()) {
                            return row.next() ? Optional.of(session(row)) : Optional.<LiveSession>empty();
                        }
                    }
                })
                .orElse(null);
    }

    /** All of an account's, the newest first. */
    List<LiveSession> of(String subject) {
        return transaction(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT " + COLUMNS + " FROM session WHERE subject = ? ORDER BY created DESC, id")) {
                query.setString(1, subject);
                List<LiveSession> found = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        found.add(session(row));
                    }
                }
                return found;
            }
        });
    }

    /** Which of those are still there. */
    Set<String> among(Collection<String> ids) {
        return transaction(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT id FROM session WHERE id = ANY (?)")) {
                query.setArray(1, text(connection, ids.stream()));
                Set<String> found = new HashSet<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                }
                return found;
            }
        });
    }

    /** Some that nobody came back to since then, or that are over at that time; the oldest first. */
    List<LiveSession> abandoned(Instant since, Instant now) {
        return transaction(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT " + COLUMNS + " FROM session WHERE seen < ? OR over_at < ? ORDER BY seen LIMIT 500")) {
                query.setTimestamp(1, Timestamp.from(since));
                query.setTimestamp(2, Timestamp.from(now));
                List<LiveSession> found = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        found.add(session(row));
                    }
                }
                return found;
            }
        });
    }

    private LiveSession session(ResultSet row) throws SQLException {
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
                row.getTimestamp("created").toInstant(),
                new Browser(
                        row.getString("browser_family"), row.getInt("browser_major"), row.getString("browser_system")),
                Zone.valueOf(row.getString("zone")),
                instant(row, "shared_until"));
        return new LiveSession(
                session,
                seal.open(row.getString("refresh_token"), id),
                row.getTimestamp("seen").toInstant());
    }

    // --- writing -----------------------------------------------------------------------------------------------

    void insert(Connection connection, Session session, String refreshToken) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO session (" + COLUMNS
                + ", over_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
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
            insert.setString(11, session.language().getLanguage());
            insert.setString(12, seal.close(refreshToken, session.id()));
            insert.setTimestamp(13, Timestamp.from(session.created()));
            insert.setTimestamp(14, Timestamp.from(session.created()));
            insert.setString(15, session.browser().family());
            insert.setInt(16, session.browser().major());
            insert.setString(17, session.browser().system());
            insert.setString(18, session.zone().name());
            insert.setTimestamp(19, session.sharedUntil() == null ? null : Timestamp.from(session.sharedUntil()));
            insert.setTimestamp(20, Timestamp.from(limits.end(session)));
            insert.executeUpdate();
        }
    }

    /** @return whether it was there */
    boolean delete(Connection connection, String id) throws SQLException {
        boolean there = update(connection, "DELETE FROM session WHERE id = ?", id) > 0;
        tell(connection, id);
        return there;
    }

    /** Deletes what belongs to that session at Keycloak; without one, all of the account. */
    List<Ended> deleteOf(Connection connection, @Nullable String sid, @Nullable String subject) throws SQLException {
        List<Ended> ended = new ArrayList<>();
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM session WHERE "
                + (sid == null ? "subject" : "sid") + " = ? RETURNING id, agent_id, username")) {
            delete.setString(1, sid == null ? subject : sid);
            try (ResultSet row = delete.executeQuery()) {
                while (row.next()) {
                    String agent = row.getString("agent_id");
                    String username = row.getString("username");
                    ended.add(new Ended(row.getString("id"), agent == null ? username : agent, username));
                }
            }
        }
        for (Ended one : ended) {
            tell(connection, one.id());
        }
        return ended;
    }

    /** Notes a logout token; false when it was noted before. */
    boolean once(Connection connection, String jti, Instant now) throws SQLException {
        try (PreparedStatement once = connection.prepareStatement(
                "INSERT INTO logout_token (jti, seen) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            once.setString(1, jti);
            once.setTimestamp(2, Timestamp.from(now));
            return once.executeUpdate() > 0;
        }
    }

    void forgetLogoutTokens() {
        transaction(connection ->
                update(connection, "DELETE FROM logout_token WHERE seen < now() - CAST(? AS interval)", "1 hour"));
    }

    void speak(String id, Locale language) {
        transaction(connection -> {
            update(connection, "UPDATE session SET language = ? WHERE id = ?", language.getLanguage(), id);
            return tell(connection, id);
        });
    }

    void lower(String id, Set<Role> roles, Assurance assurance) {
        transaction(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE session SET roles = ?, acr = ? WHERE id = ?")) {
                update.setArray(1, text(connection, roles.stream().map(Role::claim)));
                update.setString(2, assurance.acr());
                update.setString(3, id);
                update.executeUpdate();
            }
            return tell(connection, id);
        });
    }

    /** Nobody is told: each node notes its own requests. */
    void seen(String id, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE session SET seen = greatest(seen, ?) WHERE id = ?")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, id);
            update.executeUpdate();
        }
    }

    private static int update(Connection connection, String statement, String... parameters) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            for (int i = 0; i < parameters.length; i++) {
                update.setString(i + 1, parameters[i]);
            }
            return update.executeUpdate();
        }
    }

    /** Heard by every node when the transaction commits. */
    private static boolean tell(Connection connection, String id) throws SQLException {
        try (PreparedStatement notify = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
            notify.setString(1, CHANNEL);
            notify.setString(2, id);
            return notify.execute();
        }
    }

    private static Array text(Connection connection, Stream<String> values) throws SQLException {
        return connection.createArrayOf("text", values.sorted().toArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp found = row.getTimestamp(column);
        return found == null ? null : found.toInstant();
    }

    private static String[] texts(ResultSet row, String column) throws SQLException {
        return (String[]) row.getArray(column).getArray();
    }
}
