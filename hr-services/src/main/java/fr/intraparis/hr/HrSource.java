package fr.intraparis.hr;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Where the data are. A statement that gets no answer is given up, and a connection that died with the database is
 * replaced: the request that meets it is told so with a code.
 */
@ApplicationScoped
@DataSourceDefinition(
        name = "java:app/hr/ds",
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${MPCONFIG=hr.db-url}",
        user = "${MPCONFIG=hr.db-user}",
        password = "${MPCONFIG=hr.db-password}",
        minPoolSize = 2,
        maxPoolSize = 24,
        properties = {
            "applicationName=hr-services",
            "connectTimeout=2",
            "loginTimeout=2",
            "socketTimeout=3",
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.fail-all-connections=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation"
        })
class HrSource {}
