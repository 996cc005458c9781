package fr.intraparis.gateway.login;

import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** Logins on their way: ten minutes at most, each used once, whichever node the browser comes back to. */
@ApplicationScoped
public class Logins {
    static final Duration LIFE = Duration.ofMinutes(10);

    private final Clock clock = Clock.systemUTC();

    @Resource(lookup = "java:app/nomades/ds")
    DataSource database;

    void begin(LoginAttempt attempt) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO login (state, browser, nonce,"
                        + " verifier, return_to, acr, max_age, language, created, shared)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, attempt.state());
            insert.setString(2, attempt.browser());
            insert.setString(3, attempt.nonce());
            insert.setString(4, attempt.verifier());
            insert.setString(5, attempt.returnTo());
            insert.setString(6, attempt.acr().acr());
            insert.setLong(7, attempt.maxAge().toSeconds());
            insert.setString(8, attempt.language().getLanguage());
            insert.setTimestamp(9, Timestamp.from(attempt.created()));
            insert.setBoolean(10, attempt.shared());
            insert.executeUpdate();
        } catch (SQLException down) {
            throw new CodedException(ErrorCode.SYS_DATABASE, "", down);
        }
    }

    /** Whether that browser has a login on its way: then its other tabs share the cookie. */
    boolean known(String browser) {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT 1 FROM login WHERE browser = ? AND created > ? LIMIT 1")) {
            query.setString(1, browser);
            query.setTimestamp(2, Timestamp.from(clock.instant().minus(LIFE)));
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        } catch (SQLException down) {
            throw new CodedException(ErrorCode.SYS_DATABASE, "", down);
        }
    }

    /** Where the login leads that this browser began last. */
    Optional<String> lastTarget(String browser) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT return_to FROM login WHERE browser = ?"
                        + " AND created > ? ORDER BY created DESC LIMIT 1")) {
            query.setString(1, browser);
            query.setTimestamp(2, Timestamp.from(clock.instant().minus(LIFE)));
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        } catch (SQLException down) {
            throw new CodedException(ErrorCode.SYS_DATABASE, "", down);
        }
    }

    /** Takes the attempt out: nobody can use it again. Empty when it is unknown, too old or another browser's. */
    Optional<LoginAttempt> use(String state, String browser) {
        try (Connection connection = database.getConnection();
                PreparedStatement take = connection.prepareStatement(
                        "DELETE FROM login WHERE state = ? AND browser = ? AND created > ? RETURNING *")) {
            take.setString(1, state);
            take.setString(2, browser);
            take.setTimestamp(3, Timestamp.from(clock.instant().minus(LIFE)));
            try (ResultSet row = take.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new LoginAttempt(
                        state,
                        browser,
                        row.getString("nonce"),
                        row.getString("verifier"),
                        row.getString("return_to"),
                        Assurance.ofAcr(row.getString("acr")),
                        Duration.ofSeconds(row.getLong("max_age")),
                        Locale.forLanguageTag(row.getString("language")),
                        row.getTimestamp("created").toInstant(),
                        row.getBoolean("shared")));
            }
        } catch (SQLException down) {
            throw new CodedException(ErrorCode.SYS_DATABASE, "", down);
        }
    }

    /** Forgets what is too old. */
    public void sweep() {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM login WHERE created < ?")) {
            delete.setTimestamp(1, Timestamp.from(clock.instant().minus(LIFE)));
            delete.executeUpdate();
        } catch (SQLException down) {
            throw new CodedException(ErrorCode.SYS_DATABASE, "", down);
        }
    }
}
