package fr.intraparis.it.scenario.token;

import com.nimbusds.jwt.JWTClaimsSet;
import fr.intraparis.it.check.Api;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.Tokens;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.secret.Person;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The inner WARs, and the door's own API for the portal, believe nobody: neither the door, nor each other, only a token
 * made for them.
 */
@EndToEnd
class InnerWarsIT {
    /** Each with something that such a person may see there. */
    enum War {
        HR("hr-services", "/hr/api/me", "mfa", "agent"),
        MAIL("mail-bridge", "/mail/api/messages", "mfa", "agent"),
        PORTAL("portal-web", "/intraparis/", "mfa", "agent"),
        DOOR("auth-gateway", "/nomades/api/privileged-accounts", "phr", "agent", "it-admin", "privileged");

        final String audience;
        final String path;
        final String acr;
        final String[] roles;

        War(String audience, String path, String acr, String... roles) {
            this.audience = audience;
            this.path = path;
            this.acr = acr;
            this.roles = roles;
        }

        List<String> others() {
            return List.of(values()).stream()
                    .map(war -> war.audience)
                    .filter(other -> !other.equals(audience))
                    .toList();
        }
    }

    private City city;
    private Instruments instruments;
    private Person amelie;

    @BeforeEach
    void tune(City running) {
        city = running;
        instruments = Instruments.of(running);
        amelie = running.person("amelie.durand");
    }

    @ParameterizedTest
    @EnumSource(War.class)
    @Shows({"A1.1", "M6"})
    void refuseEveryTokenThatIsNotTheirs(War war) {
        Tokens tokens = instruments.tokens();
        Date past = Date.from(Instant.now().minus(Duration.ofMinutes(10)));
        Map<String, Supplier<String>> wrong = new LinkedHashMap<>();
        war.others()
                .forEach(other -> wrong.put(
                        "audience " + other, () -> tokens.signed(claims(war).audience(other))));
        wrong.put("two audiences", () -> tokens.signed(claims(war).audience(List.of(war.audience, "account"))));
        wrong.put("no audience", () -> tokens.signed(claims(war).audience((String) null)));
        wrong.put("expired", () -> tokens.signed(claims(war).expirationTime(past)));
        wrong.put("no expiry", () -> tokens.signed(claims(war).expirationTime(null)));
        wrong.put("foreign issuer", () -> tokens.signed(claims(war).issuer("https://evil.example/realms/nomades")));
        wrong.put("another realm", () -> tokens.signed(claims(war).issuer(city.origin() + "/realms/master")));
        wrong.put("altered signature", () -> Tokens.altered(tokens.signed(claims(war))));
        wrong.put(
                "other content under the signature",
                () -> tokens.otherContent(
                        tokens.signed(claims(war)),
                        tokens.claims(city.person("bruno.martin"), war.audience, "manager", "it-admin")));
        wrong.put("alg=none", () -> Tokens.unsigned(claims(war)));
        wrong.put("signed by a stranger", () -> tokens.byStranger(claims(war)));
        wrong.put("HMAC under the name of the key", () -> tokens.hmac(claims(war), new byte[64]));
        wrong.put(
                "ID token",
                () -> tokens.signed(claims(war).audience("auth-gateway").claim("typ", "ID")));
        wrong.put(
                "refresh token",
                () -> tokens.signed(
                        claims(war).audience(city.origin() + "/realms/nomades").claim("typ", "Refresh")));
        wrong.put("garbage", () -> "garbage");

        // Without this the table would prove nothing: the same token without a defect is let in.
        Http.Answer right = ask(war, tokens.signed(claims(war)));
        assertEquals(200, right.status(), right.text());

        assertAll(wrong.entrySet().stream().map(entry -> () -> {
            Http.Answer answer = ask(war, entry.getValue().get());
            refused(401, war, entry.getKey(), answer);
        }));
        refused(401, war, "no token", instruments.http().get(place(war), "Accept", "application/json"));
        Figure.of("%d wrong tokens refused by %s", wrong.size() + 1, war.audience);
    }

    @ParameterizedTest
    @EnumSource(War.class)
    @Shows({"A1.1", "M6"})
    void refuseWhoLacksTheRole(War war) {
        refused(
                403,
                war,
                "no role at all",
                ask(war, instruments.tokens().signed(claims(war).claim("groups", List.of()))));
        refused(
                403,
                war,
                "a role of another kind",
                ask(war, instruments.tokens().signed(claims(war).claim("groups", List.of("official-sender")))));
    }

    @ParameterizedTest
    @EnumSource(War.class)
    @Shows("M1")
    void believeNoHeaderOfIdentity(War war) {
        Http.Answer answer = instruments
                .http()
                .get(
                        place(war),
                        "Accept",
                        "application/json",
                        "X-Forwarded-User",
                        "amelie.durand",
                        "X-Agent-Id",
                        "4100001",
                        "Remote-User",
                        "amelie.durand");
        refused(401, war, "identity headers", answer);
    }

    private JWTClaimsSet.Builder claims(War war) {
        return instruments
                .tokens()
                .claims(amelie, war.audience, war.roles)
                .claim("acr", war.acr)
                .claim("amr", List.of("pwd", war.acr.equals("phr") ? "hwk" : "otp"));
    }

    private URI place(War war) {
        return new Api(city, instruments).place(war.path);
    }

    private Http.Answer ask(War war, String token) {
        return instruments.http().get(place(war), "Authorization", "Bearer " + token, "Accept", "application/json");
    }

    private static void refused(int status, War war, String why, Http.Answer answer) {
        Story.current().tell(war.audience + ", " + why + ": " + answer.status() + " " + answer.code());
        String told = war + ", " + why + ": " + answer.status() + " " + answer.text();
        assertEquals(status, answer.status(), told);
        assertTrue(answer.header("content-type").startsWith("application/problem+json"), told);
        assertTrue(answer.code().startsWith("NOM-"), told);
        assertEquals(
                answer.json().get("correlationId").getAsString(),
                UUID.fromString(answer.json().get("correlationId").getAsString())
                        .toString(),
                told);
    }
}
