package fr.intraparis.gateway.login;

import fr.intraparis.gateway.keycloak.Proven;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** What comes back is judged by what was asked: {@code acr_values} in a request is only a wish. */
@Shows("B1.1")
class LoginJudgementTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // asked, at most, got, factors, age of the authentication, refusal
        "MFA,PT10H,MFA,pwd otp,PT1S,",
        "MFA,PT10H,PHR,pwd hwk,PT9H,",
        "MFA,PT10H,MFA,pwd otp,PT-9S,",
        "PHR,PT15M,PHR,pwd hwk,PT14M,",
        "MFA,PT10H,PWD,pwd,PT1S,NOM-MFA-002",
        "PHR,PT15M,MFA,pwd otp,PT1S,NOM-PRV-002",
        "PHR,PT15M,PWD,pwd,PT1S,NOM-PRV-002",
        "MFA,PT10H,MFA,,PT1S,NOM-MFA-002",
        "MFA,PT10H,MFA,pwd otp,PT10H11S,NOM-MFA-003",
        "PHR,PT15M,PHR,pwd hwk,PT16M,NOM-MFA-003",
        "MFA,PT10H,MFA,pwd otp,PT-1M,NOM-SES-005"
    })
    void theAnswerIsJudged(
            Assurance asked, Duration atMost, Assurance got, String factors, Duration age, String refusal) {
        LoginAttempt attempt =
                new LoginAttempt("s", "b", "n", "v", "/intraparis/", asked, atMost, Locale.FRENCH, NOW, false);
        Proven proven = new Proven(
                "subject",
                null,
                "david.petit",
                "David Petit",
                Set.of(Role.AGENT),
                got,
                factors == null ? List.of() : List.of(factors.split(" ")),
                NOW.minus(age),
                "sid");
        if (refusal == null) {
            assertDoesNotThrow(() -> Login.judge(proven, attempt, NOW));
        } else {
            CodedException refused = assertThrows(CodedException.class, () -> Login.judge(proven, attempt, NOW));
            assertEquals(ErrorCode.of(refusal).orElseThrow(), refused.code());
        }
    }
}
