package fr.intraparis.it.scenario.token;

import com.google.gson.JsonObject;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.DoorClient;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How surely somebody was authenticated arrives true at the WAR that checks it, and the WAR does check it. */
@EndToEnd
@Shows("M6")
class AssuranceIT {

    @Test
    void aPasswordAStepUpAndAStaleOneAreToldApartByHrServices(City city) throws ParseException {
        Instruments instruments = Instruments.of(city);
        DoorClient door = DoorClient.door(city, instruments.http());
        Agent chloe = Agent.named("chloe.bernard");

        DoorClient.Login passwordOnly = door.begin(chloe.page(), "pwd");
        chloe.entersPassword();
        JsonObject first = passwordOnly.tokens();
        String weak = door.narrowed(first, "to-hr");
        assertClaims(weak, "pwd", List.of("pwd"));
        refused(ErrorCode.MFA_NEEDED, ask(city, instruments, weak));
        chloe.did("is refused by hr-services after a password alone");

        DoorClient.Login stepUp = door.begin(chloe.page(), "mfa");
        chloe.entersCode();
        String strong = door.narrowed(stepUp.tokens(), "to-hr");
        assertClaims(strong, "mfa", List.of("pwd", "otp"));
        assertEquals(200, ask(city, instruments, strong).status());
        chloe.did("is let in by hr-services after the code");

        // The same level, proven too long ago: signed by the realm, so that only its age is wrong.
        long maxAge = Duration.parse(city.wars().getProperty("hr.max-auth-age", "PT10H"))
                .toSeconds();
        JWTClaimsSet.Builder stale = instruments
                .tokens()
                .claims(chloe.person(), "hr-services", "agent")
                .claim("auth_time", Instant.now().getEpochSecond() - maxAge - 120);
        Http.Answer old = ask(city, instruments, instruments.tokens().signed(stale));
        refused(ErrorCode.MFA_STALE, old);
        assertTrue(
                old.header("www-authenticate").contains("insufficient_user_authentication"),
                old.header("www-authenticate"));
        chloe.did("would be refused by hr-services with a step-up of too long ago");
    }

    private static Http.Answer ask(City city, Instruments instruments, String token) {
        return instruments
                .http()
                .get(city.behind("/hr/api/payslips"), "Authorization", "Bearer " + token, "Accept", "application/json");
    }

    private static void refused(ErrorCode code, Http.Answer answer) {
        assertEquals(401, answer.status(), answer.text());
        assertEquals(code.code(), answer.code(), answer.text());
    }

    private static void assertClaims(String token, String acr, List<String> amr) throws ParseException {
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertEquals(List.of("hr-services"), claims.getAudience());
        assertEquals(acr, claims.getStringClaim("acr"));
        assertTrue(claims.getStringListClaim("amr").containsAll(amr), claims.toString());
        long age = Instant.now().getEpochSecond() - claims.getLongClaim("auth_time");
        assertTrue(age >= -2 && age < 120, "auth_time is " + age + " s old");
        assertTrue(token.length() < 2000, "the token has " + token.length() + " characters");
    }
}
