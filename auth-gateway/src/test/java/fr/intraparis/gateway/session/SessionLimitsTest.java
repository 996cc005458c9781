package fr.intraparis.gateway.session;

import fr.intraparis.gateway.Visit.Zone;
import fr.intraparis.gateway.posture.Browser;
import fr.intraparis.gateway.session.SessionLimits.Limits;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
        "AGENT,PHR,PT14M59S,PT14M59S,false",
        "AGENT,PHR,PT15M,PT15M,true",
        "AGENT,PHR,PT4H,PT0S,true",
        "PRIVILEGED,MFA,PT15M,PT15M,true",
        "PRIVILEGED,MFA,PT3H59M59S,PT1M,false",
        "PRIVILEGED,MFA,PT4H,PT0S,true",
        "PRIVILEGED,PHR,PT14M59S,PT14M59S,false",
        "PRIVILEGED,PHR,PT15M,PT15M,true",
        "PRIVILEGED,PHR,PT3H59M59S,PT1M,false",
        "PRIVILEGED,PHR,PT4H,PT0S,true"
    })
    void aSessionIsOverAtItsLimit(Role role, Assurance level, Duration age, Duration idle, boolean over) {
        Instant now = LOGIN.plus(age);
        assertEquals(over, SessionLimits.DEFAULT.over(session(role, level), now.minus(idle), now));
    }

    @ParameterizedTest
    @CsvSource({
        "AGENT,MFA,PT14M59S,PT0S,false",
        "AGENT,MFA,PT15M,PT0S,true",
        "AGENT,PHR,PT15M,PT0S,true",
        "PRIVILEGED,MFA,PT14M59S,PT14M59S,false",
        "PRIVILEGED,MFA,PT15M,PT0S,true"
    })
    @Shows("E6.2")
    void onASharedComputerItIsOverAfterAQuarterOfAnHourHoweverBusy(
            Role role, Assurance level, Duration age, Duration idle, boolean over) {
        Instant now = LOGIN.plus(age);
        Session session = session(role, level, LOGIN.plus(SessionLimits.SHARED));
        assertEquals(over, SessionLimits.DEFAULT.over(session, now.minus(idle), now));
        assertEquals(LOGIN.plus(Duration.ofMinutes(15)), SessionLimits.DEFAULT.end(session));
    }

    /** A clock that the test turns: a request every 29 minutes keeps a session from idling, and not from ending. */
    @ParameterizedTest
    @CsvSource({"AGENT,PT29M,PT10H", "PRIVILEGED,PT14M,PT4H"})
    void aBusySessionLivesUntilItsEndAndNoLonger(Role role, Duration pause, Duration end) {
        LiveSession live = new LiveSession(session(role, Assurance.MFA), "refresh", LOGIN);
        Instant clock = LOGIN;
        while (!live.over(SessionLimits.DEFAULT, clock)) {
            live.touch(clock);
            clock = clock.plus(pause);
        }
        assertEquals(true, !clock.isBefore(LOGIN.plus(end)), "over at " + clock);
        assertEquals(true, clock.isBefore(LOGIN.plus(end).plus(pause)), "over at " + clock);
    }

    @ParameterizedTest
    @CsvSource({
        // idle, absolute, privileged idle, privileged absolute, whether the door starts
        "PT1H,PT24H,PT15M,PT12H,true",
        "PT1H0.001S,PT24H,PT15M,PT12H,false",
        "PT1H,PT24H0.001S,PT15M,PT12H,false",
        "PT1H,PT24H,PT15M0.001S,PT12H,false",
        "PT1H,PT24H,PT15M,PT12H0.001S,false",
        "PT0S,PT10H,PT15M,PT4H,false",
        "PT30M,PT10M,PT15M,PT4H,false",
        "PT-30M,PT10H,PT15M,PT4H,false"
    })
    void noInstallationGoesAboveTheCeilings(
            Duration idle, Duration absolute, Duration privilegedIdle, Duration privilegedAbsolute, boolean starts) {
        Runnable made =
                () -> new SessionLimits(new Limits(idle, absolute), new Limits(privilegedIdle, privilegedAbsolute));
        if (starts) {
            assertDoesNotThrow(made::run);
        } else {
            assertThrows(IllegalArgumentException.class, made::run);
        }
    }

    @Test
    void withoutAWordOfTheInstallationTheyAreOurs() {
        assertEquals(new Limits(Duration.ofMinutes(30), Duration.ofHours(10)), SessionLimits.DEFAULT.ordinary());
        assertEquals(new Limits(Duration.ofMinutes(15), Duration.ofHours(4)), SessionLimits.DEFAULT.privileged());
    }

    private static Session session(Role role, Assurance level) {
        return session(role, level, null);
    }

    private static Session session(Role role, Assurance level, @Nullable Instant sharedUntil) {
        return new Session(
                "0123456789abcdef0",
                "subject",
                null,
                "amelie.durand",
                "Amélie Durand",
                Set.of(role),
                level,
                List.of("pwd", "otp"),
                LOGIN,
                "sid",
                Locale.FRENCH,
                LOGIN,
                new Browser("Firefox", 160, "desktop"),
                Zone.OUTSIDE,
                sharedUntil);
    }
}
