package fr.intraparis.hr.outgoing;

import fr.intraparis.hr.act.Acts;
import fr.intraparis.kernel.jdbc.Transactions;
import fr.intraparis.kernel.outbox.Courier;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import javax.sql.DataSource;

/** Brings official messages to mail-bridge. How many it has refused for good, {@code /hr/ready} tells. */
@ApplicationScoped
class Delivery {
    @Resource(lookup = "java:app/hr/ds")
    DataSource source;

    @Inject
    MailBridge mailBridge;

    @Inject
    Clock clock;

    /** Tries what is due, oldest first. */
    void round() throws InterruptedException {
        courier().round(message -> mailBridge.deliver(message.id().toString(), message.payload()));
    }

    /** How many messages mail-bridge has refused for good. */
    int parked() {
        return courier().parked();
    }

    private Courier courier() {
        return new Courier(new Transactions(source), Acts.MAIL, clock);
    }
}
