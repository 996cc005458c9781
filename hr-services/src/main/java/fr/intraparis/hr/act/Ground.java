package fr.intraparis.hr.act;

import fr.intraparis.kernel.audit.AuditSealer;
import fr.intraparis.kernel.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the acts stand on: the clock and the key of the audit. */
@ApplicationScoped
class Ground {
    @Inject
    @ConfigProperty(name = AuditTrail.KEY_NAME)
    String auditKey;

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    AuditTrail trail() {
        return new AuditTrail(Base64.getDecoder().decode(auditKey));
    }

    @Produces
    @Singleton
    AuditSealer sealer() {
        return new AuditSealer(Base64.getDecoder().decode(auditKey));
    }
}
