package fr.intraparis.gateway.throttle;

import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.Visit.Zone;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The limits for who is not signed in, per place. The city's own network is thousands of agents behind few addresses, so
 * there the limits are {@value #CROWD} times as high.
 */
@ApplicationScoped
public class Throttle {
    private static final int CROWD = 50;

    @Inject
    @ConfigProperty(name = "nomades.refusals-a-minute", defaultValue = "600")
    int refusalsAMinute = 600;

    @Inject
    @ConfigProperty(name = "nomades.logins-a-minute", defaultValue = "120")
    int loginsAMinute = 120;

    @Inject
    @ConfigProperty(name = "nomades.tickets-a-minute", defaultValue = "20")
    int ticketsAMinute = 20;

    private Buckets refusals = new Buckets(0);
    private Buckets refusalsInside = new Buckets(0);
    private Buckets logins = new Buckets(0);
    private Buckets loginsInside = new Buckets(0);
    private Buckets tickets = new Buckets(0);
    private Buckets ticketsInside = new Buckets(0);
    private Buckets readings = new Buckets(0);
    private Buckets readingsInside = new Buckets(0);

    /** Fills the buckets. */
    @PostConstruct
    void configure() {
        refusals = new Buckets(refusalsAMinute);
        refusalsInside = new Buckets(refusalsAMinute * CROWD);
        logins = new Buckets(loginsAMinute);
        loginsInside = new Buckets(loginsAMinute * CROWD);
        tickets = new Buckets(ticketsAMinute);
        ticketsInside = new Buckets(ticketsAMinute * CROWD);
        readings = new Buckets(ticketsAMinute);
        readingsInside = new Buckets(ticketsAMinute * CROWD);
    }

    /** Whether one more refusal of a stranger is still explained; else the stranger is told to wait. */
    public boolean explains(Visit visit) {
        return (inside(visit) ? refusalsInside : refusals).take(visit.place(), visit.at());
    }

    /** Whether one more step of a login may cost Keycloak and the database something. */
    public boolean letsLogIn(Visit visit) {
        return (inside(visit) ? loginsInside : logins).take(visit.place(), visit.at());
    }

    /** Whether one more ticket may be written for a stranger. */
    public boolean takesTicket(Visit visit) {
        return (inside(visit) ? ticketsInside : tickets).take(visit.place(), visit.at());
    }

    /** Whether one more code of an answer may be tried. */
    public boolean readsAnswer(Visit visit) {
        return (inside(visit) ? readingsInside : readings).take(visit.place(), visit.at());
    }

    private static boolean inside(Visit visit) {
        return visit.zone() == Zone.MUNICIPAL;
    }
}
