package fr.intraparis.gateway.session;

import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Shows("M1")
class SessionLimitsTest {
    private static final Instant LOGIN = Instant.parse("2026-11-22T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // role, level, authenticated to now, last request to now, over
        "AGENT,MFA,PT29M59S,PT29M59S,false",
        "AGENT,MFA,PT30M,PT30M,true",
        "AGENT,MFA,PT9H59M59S,PT1M,false",
        "AGENT,MFA,PT10H,PT0S,true",
        "AGENT,MFA,PT10H1S,PT1M,true",
        "AGENT,PHR,PT5H,PT20M,false",
        "PRIVILEGED,MFA,PT5H,PT20M,false",
        "PRIVILEGED,PHR,PT14M59S,PT14M59S,false",
        "PRIVILEGED,PHR,PT15M,PT15M,true",
        "PRIVILEGED,PHR,PT3H59M59S,PT1M,false",
        "PRIVILEGED,PHR,PT4H,PT0S,true"
    })
    void aSessionIsOverAtItsLimit(Role role, Assurance level, Duration age, Duration idle, boolean over) {
        Instant now = LOGIN.plus(age);
        assertEquals(over, SessionLimits.over(SessionLimits.of(Set.of(role), level), LOGIN, now.minus(idle), now));
    }
}
