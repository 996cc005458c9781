package fr.intraparis.hr;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Where the data are. A statement that gets no answer is given up, and a connection that died with the database is
 * replaced: the request that meets it is told so with a code.
 *
 * <p>A database that takes bytes and answers none costs the first caller two waits: for the check of a pooled connection
 * ({@code socketTimeout}) and for the first byte of a new one ({@code sslResponseTimeout}), together less than three
 * seconds. Each connection that the pool must keep would add one wait more, so it need keep none.
 */
@ApplicationScoped
@DataSourceDefinition(
        name = "java:app/hr/ds",
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${MPCONFIG=hr.db-url}",
        user = "${MPCONFIG=hr.db-user}",
        password = "${MPCONFIG=hr.db-password}",
        minPoolSize = 0,
        maxPoolSize = 24,
        properties = {
            "applicationName=hr-services",
            "connectTimeout=1",
            "loginTimeout=2",
            "sslResponseTimeout=400",
            "socketTimeout=2",
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.max-wait-time-in-millis=2500",
            "fish.payara.fail-all-connections=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation"
        })
class HrSource {}
