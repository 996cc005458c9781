package fr.intraparis.gateway.session;

import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * How long a session lasts: a pure rule, set by the installation within the ceilings of NIST SP 800-63B-4 (chapter 2):
 * at most 24 hours and one hour idle at AAL2, 12 hours and a quarter of an hour idle at AAL3.
 *
 * @param ordinary everybody
 * @param privileged who is a privileged account, or has signed in as one does
 */
public record SessionLimits(Limits ordinary, Limits privileged) {
    /** On a computer that others use too, whoever it is: no installation makes it longer. */
    public static final Duration SHARED = Duration.ofMinutes(15);

    private static final Limits CEILING = new Limits(Duration.ofHours(1), Duration.ofHours(24));
    private static final Limits PRIVILEGED_CEILING = new Limits(Duration.ofMinutes(15), Duration.ofHours(12));

    /** Ours, where nobody has set others. */
    public static final SessionLimits DEFAULT = new SessionLimits(
            new Limits(Duration.ofMinutes(30), Duration.ofHours(10)),
            new Limits(Duration.ofMinutes(15), Duration.ofHours(4)));

    /** @param idle without any request @param absolute since the person authenticated */
    public record Limits(Duration idle, Duration absolute) {
        private boolean within(Limits ceiling) {
            return idle.compareTo(Duration.ZERO) > 0
                    && idle.compareTo(absolute) <= 0
                    && idle.compareTo(ceiling.idle) <= 0
                    && absolute.compareTo(ceiling.absolute) <= 0;
        }
    }

    /** @throws IllegalArgumentException when a limit is none, or above its ceiling */
    public SessionLimits {
        if (!ordinary.within(CEILING) || !privileged.within(PRIVILEGED_CEILING)) {
            throw new IllegalArgumentException("nomades.session-…: the limits " + ordinary + " and " + privileged
                    + " are not within NIST SP 800-63B-4: " + CEILING + " and " + PRIVILEGED_CEILING);
        }
    }

    /** The limits for who it is, at the level that was reached. */
    public Limits of(Set<Role> roles, Assurance assurance) {
        return roles.contains(Role.PRIVILEGED) || assurance.atLeast(Assurance.PHR) ? privileged : ordinary;
    }

    /** Whether it is over. The very instant of the limit is over. */
    public boolean over(Session session, Instant seen, Instant now) {
        Limits limits = of(session.roles(), session.assurance());
        return !now.isBefore(seen.plus(limits.idle())) || !now.isBefore(end(session));
    }

    /** When it ends, however busy it is. */
    Instant end(Session session) {
        Instant end =
                session.authTime().plus(of(session.roles(), session.assurance()).absolute());
        Instant shared = session.sharedUntil();
        return shared != null && shared.isBefore(end) ? shared : end;
    }
}
