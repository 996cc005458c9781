package fr.intraparis.mail.ground;

import fr.intraparis.kernel.audit.AuditSealer;
import fr.intraparis.kernel.audit.AuditTrail;
import fr.intraparis.kernel.jdbc.Transactions;
import fr.intraparis.mail.wire.MailServer;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where things are, from the configuration of the process. A statement that gets no answer is given up, and a connection
 * that died with the database is replaced.
 *
 * <p>A database that takes bytes and answers none costs the first caller two waits: for the check of a pooled connection
 * ({@code socketTimeout}) and for the first byte of a new one ({@code sslResponseTimeout}), together less than three
 * seconds. Each connection that the pool must keep would add one wait more, so it need keep none.
 */
@ApplicationScoped
@DataSourceDefinition(
        name = "java:app/mail/ds",
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${MPCONFIG=mail.db-url}",
        user = "${MPCONFIG=mail.db-user}",
        password = "${MPCONFIG=mail.db-password}",
        minPoolSize = 0,
        maxPoolSize = 24,
        properties = {
            "applicationName=mail-bridge",
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
class Ground {
    @Resource(lookup = "java:app/mail/ds")
    DataSource source;

    @Inject
    @ConfigProperty(name = AuditTrail.KEY_NAME)
    String auditKey;

    @Inject
    @ConfigProperty(name = "intraparis.mail-domain")
    String domain;

    @Inject
    @ConfigProperty(name = "mail.imap-host", defaultValue = "localhost")
    String imapHost;

    @Inject
    @ConfigProperty(name = "mail.imap-port")
    int imapPort;

    @Inject
    @ConfigProperty(name = "mail.smtp-host", defaultValue = "localhost")
    String smtpHost;

    @Inject
    @ConfigProperty(name = "mail.smtp-port")
    int smtpPort;

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Transactions database() {
        return new Transactions(source);
    }

    @Produces
    @Singleton
    Registry registry(Clock clock) {
        return new Registry(key(), clock);
    }

    @Produces
    @Singleton
    AuditSealer sealer() {
        return new AuditSealer(key());
    }

    @Produces
    @Singleton
    MailServer mailServer() {
        return new MailServer(imapHost, imapPort, smtpHost, smtpPort);
    }

    @Produces
    @Singleton
    City city() {
        return new City(domain.toLowerCase(Locale.ROOT));
    }

    private byte[] key() {
        return Base64.getDecoder().decode(auditKey);
    }
}
