package fr.intraparis.gateway.session;

import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** How long a session lasts: a pure rule. */
public final class SessionLimits {
    /** Everybody: half an hour without a request, ten hours in all. */
    public static final Limits ORDINARY = new Limits(Duration.ofMinutes(30), Duration.ofHours(10));
    /** A privileged account that has stepped up: a quarter of an hour, four hours in all. */
    public static final Limits PRIVILEGED = new Limits(Duration.ofMinutes(15), Duration.ofHours(4));

    /** @param idle without any request @param absolute since the person authenticated */
    public record Limits(Duration idle, Duration absolute) {}

    private SessionLimits() {}

    /** The limits for who it is, at the level that was reached. */
    public static Limits of(Set<Role> roles, Assurance assurance) {
        return roles.contains(Role.PRIVILEGED) && assurance.atLeast(Assurance.PHR) ? PRIVILEGED : ORDINARY;
    }

    /** Whether it is over. The very instant of the limit is over. */
    public static boolean over(Limits limits, Instant authTime, Instant seen, Instant now) {
        return !now.isBefore(seen.plus(limits.idle())) || !now.isBefore(authTime.plus(limits.absolute()));
    }
}
