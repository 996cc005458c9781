package fr.intraparis.kernel.rest;

import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Shows("M6")
class TokenJudgeTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Duration MAX_AGE = Duration.ofHours(10);

    @ParameterizedTest(name = "{0}, acr {1}, {2} ago, agent {3}, needs {4}: {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "hr-services,             mfa, PT1H,      4100001, MFA, -",
                "hr-services,             phr, PT1H,      4100001, MFA, -",
                "hr-services,             mfa, PT10H,     4100001, MFA, -",
                "hr-services,             mfa, PT10H1S,   4100001, MFA, MFA_STALE",
                "hr-services,             mfa, -,         4100001, MFA, MFA_STALE",
                "hr-services,             pwd, PT1H,      4100001, MFA, MFA_NEEDED",
                "hr-services,             -,   PT1H,      4100001, MFA, MFA_NEEDED",
                "hr-services,             1,   PT1H,      4100001, MFA, MFA_NEEDED",
                "hr-services,             MFA, PT1H,      4100001, MFA, MFA_NEEDED",
                "hr-services,             pwd, PT99H,     4100001, PWD, -",
                "hr-services,             mfa, PT1H,      4100001, PHR, MFA_NEEDED",
                "hr-services mail-bridge, mfa, PT1H,      4100001, MFA, SES_TOKEN_INVALID",
                "mail-bridge,             mfa, PT1H,      4100001, MFA, SES_TOKEN_INVALID",
                "-,                       mfa, PT1H,      4100001, MFA, SES_TOKEN_INVALID",
                "hr-services,             mfa, PT1H,      -,       MFA, SES_TOKEN_INVALID",
                "hr-services,             mfa, PT1H,      410000,  MFA, SES_TOKEN_INVALID",
            })
    void judges(String audience, String acr, Duration ago, String agent, Assurance needed, ErrorCode code) {
        Set<String> audiences =
                audience == null ? null : Arrays.stream(audience.split(" ")).collect(Collectors.toSet());
        assertEquals(
                code,
                TokenJudge.judge(
                        "hr-services",
                        new TokenJudge.Claims(audiences, acr, ago == null ? null : NOW.minus(ago), agent),
                        needed,
                        MAX_AGE,
                        NOW));
    }

    @Test
    void a_challenge_says_what_to_ask_for() {
        assertEquals(
                "Bearer error=\"insufficient_user_authentication\", acr_values=\"mfa\", max_age=36000",
                TokenJudge.challenge(ErrorCode.MFA_STALE, Assurance.MFA, MAX_AGE));
        assertEquals(
                "Bearer error=\"invalid_token\"",
                TokenJudge.challenge(ErrorCode.SES_TOKEN_INVALID, Assurance.MFA, MAX_AGE));
        assertEquals("Bearer", TokenJudge.challenge(ErrorCode.SES_NONE, Assurance.MFA, MAX_AGE));
    }
}
