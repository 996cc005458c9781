package fr.intraparis.gateway.privileged;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Twelve tokens and more, of which one opens the door's API. */
@Shows("M6")
class BearersTest {
    private static final String ISSUER = "https://localhost:8443/realms/nomades";
    private static RSAKey ours = new RSAKey.Builder(
                    com.nimbusds.jose.util.Base64URL.encode("n"), com.nimbusds.jose.util.Base64URL.encode("e"))
            .build();
    private static RSAKey theirs = ours;

    @BeforeAll
    static void keys() throws JOSEException {
        ours = new RSAKeyGenerator(2048).keyID("k1").generate();
        theirs = new RSAKeyGenerator(2048).keyID("k1").generate();
    }

    @Test
    void aTokenOfAnAdministratorWithAPasskeyIsHeard() throws JOSEException {
        assertEquals("4100004", ask(signed(claims -> claims, ours)).name());
    }

    @Test
    void withoutATokenNobodyIsHeard() {
        assertEquals("NOM-SES-001", refused(null));
        assertEquals("NOM-SES-001", refused("Basic YTpi"));
        assertEquals("NOM-SES-006", refused("Bearer "));
        assertEquals("NOM-SES-006", refused("Bearer garbage"));
    }

    @Test
    void aTokenThatIsNotTrueIsRefused() throws JOSEException {
        assertEquals("NOM-SES-006", refused("Bearer " + signed(claims -> claims, theirs)));
        assertEquals("NOM-SES-006", refused("Bearer " + new PlainJWT(good().build()).serialize()));
        String signed = signed(claims -> claims, ours);
        assertEquals("NOM-SES-006", refused("Bearer " + signed.substring(0, signed.length() - 8) + "AAAAAAAA"));
        SignedJWT symmetric = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), good().build());
        symmetric.sign(
                new MACSigner(ours.toPublicJWK().toJSONString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertEquals("NOM-SES-006", refused("Bearer " + symmetric.serialize()));
    }

    @Test
    void aTokenForSomebodyElseIsRefused() throws JOSEException {
        assertEquals("NOM-SES-006", lacking(claims -> claims.audience("portal-web")));
        assertEquals("NOM-SES-006", lacking(claims -> claims.audience(List.of("auth-gateway", "portal-web"))));
        assertEquals("NOM-SES-006", lacking(claims -> claims.audience((String) null)));
        assertEquals("NOM-SES-006", lacking(claims -> claims.issuer("https://localhost:8443/realms/other")));
        assertEquals("NOM-SES-006", lacking(claims -> claims.claim("typ", "ID")));
        assertEquals("NOM-SES-006", lacking(claims -> claims.claim("typ", null)));
    }

    @Test
    void anExpiredTokenIsRefused() throws JOSEException {
        assertEquals(
                "NOM-SES-006",
                lacking(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120)))));
        assertEquals("NOM-SES-006", lacking(claims -> claims.expirationTime(null)));
    }

    @Test
    void whatIsMissingIsSaidExactly() throws JOSEException {
        assertEquals("NOM-PRV-001", lacking(claims -> claims.claim("groups", List.of("agent"))));
        assertEquals("NOM-PRV-001", lacking(claims -> claims.claim("groups", List.of("finance-admin", "privileged"))));
        assertEquals("NOM-PRV-002", lacking(claims -> claims.claim("acr", "mfa")));
        assertEquals("NOM-PRV-002", lacking(claims -> claims.claim("acr", null)));
        assertEquals("NOM-PRV-002", lacking(claims -> claims.claim("amr", List.of("pwd", "otp"))));
        assertEquals(
                "NOM-MFA-003",
                lacking(claims -> claims.claim(
                        "auth_time", Instant.now().minusSeconds(901).getEpochSecond())));
        assertEquals("NOM-MFA-003", lacking(claims -> claims.claim("auth_time", null)));
    }

    private static String lacking(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return refused("Bearer " + signed(change, ours));
    }

    private static String refused(@Nullable String authorization) {
        return assertThrows(CodedException.class, () -> judge(authorization))
                .code()
                .code();
    }

    private static Administrator ask(String token) {
        return judge("Bearer " + token);
    }

    private static Administrator judge(@Nullable String authorization) {
        Bearers bearers = new Bearers(ISSUER, new ImmutableJWKSet<>(new JWKSet(ours.toPublicJWK())));
        return Administrator.of(bearers.claims(authorization), Instant.now(), Duration.ofMinutes(15));
    }

    private static String signed(UnaryOperator<JWTClaimsSet.Builder> change, RSAKey key) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID("k1")
                        .build(),
                change.apply(good()).build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static JWTClaimsSet.Builder good() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("auth-gateway")
                .subject("f:1")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("typ", "Bearer")
                .claim("upn", "david.petit")
                .claim("agent_id", "4100004")
                .claim("groups", List.of("agent", "it-admin", "privileged"))
                .claim("acr", "phr")
                .claim("amr", List.of("pwd", "hwk"))
                .claim("auth_time", now.minusSeconds(60).getEpochSecond());
    }
}
