package fr.intraparis.gateway;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The door's own schema: where it is, and the steps that bring it up to date. */
@ApplicationScoped
@DataSourceDefinition(
        name = "java:app/nomades/ds",
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${MPCONFIG=nomades.db-url}",
        user = "${MPCONFIG=nomades.db-user}",
        password = "${MPCONFIG=nomades.db-password}",
        transactional = false,
        minPoolSize = 2,
        initialPoolSize = 2,
        maxPoolSize = 24,
        properties = {
            "applicationName=auth-gateway",
            "connectTimeout=3",
            "socketTimeout=10",
            // The default is a minute: nobody who waits so long for a connection is still there.
            "fish.payara.max-wait-time-in-millis=2000",
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation"
        })
public class Database {

    @Resource(lookup = "java:app/nomades/ds")
    DataSource source;

    /** Brings the schema up to date; does nothing when it is. */
    public void migrate() {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
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
