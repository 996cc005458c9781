package fr.intraparis.gateway;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/**
 * The door's own schema: where it is, and the steps that bring it up to date.
 *
 * <p>A database that takes bytes and answers none costs the first caller two waits: for the check of a pooled connection
 * ({@code socketTimeout}) and for the first byte of a new one ({@code sslResponseTimeout}), together less than three
 * seconds. Each connection that the pool must keep, or would try next, would add one wait more: so it need keep none, and
 * of one that is found dead the others are no better.
 */
@ApplicationScoped
@DataSourceDefinition(
        name = "java:app/nomades/ds",
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${MPCONFIG=nomades.db-url}",
        user = "${MPCONFIG=nomades.db-user}",
        password = "${MPCONFIG=nomades.db-password}",
        transactional = false,
        minPoolSize = 0,
        maxPoolSize = 24,
        properties = {
            "applicationName=auth-gateway",
            "connectTimeout=1",
            "loginTimeout=2",
            "sslResponseTimeout=400",
            "socketTimeout=2",
            // The default is a minute: nobody who waits so long for a connection is still there.
            "fish.payara.max-wait-time-in-millis=2000",
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.fail-all-connections=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation"
        })
public class Database {

    @Resource(lookup = "java:app/nomades/ds")
    DataSource source;

    @Inject
    @ConfigProperty(name = "nomades.db-url")
    String url = "";

    @Inject
    @ConfigProperty(name = "nomades.db-user")
    String user = "";

    @Inject
    @ConfigProperty(name = "nomades.db-password")
    String password = "";

    /** Brings the schema up to date; does nothing when it is. */
    public void migrate() {
        Flyway.configure(Database.class.getClassLoader())
                // A connection of its own: a change of the tables may last longer than a request may wait.
                .dataSource(url, user, password)
                .locations("classpath:db/migration/nomades")
                .load()
                .migrate();
    }

    /** Whether it answers. */
    public boolean reachable() {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException down) {
            return false;
        }
    }
}
