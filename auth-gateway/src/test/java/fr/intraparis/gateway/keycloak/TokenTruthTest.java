package fr.intraparis.gateway.keycloak;

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
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** A provider that lies, in the ways that the conformance suites of OpenID name, and some more. */
@Shows("B1.1")
class TokenTruthTest {
    private static final String ISSUER = "https://localhost:8443/realms/nomades";
    private static final Nonce NONCE = new Nonce("the-nonce-of-this-login");
    private static final RSAKey KEY = key("realm");
    private static final RSAKey FOREIGN = key("realm");

    private final TokenTruth truth =
            new TokenTruth(new Issuer(ISSUER), Keycloak.CLIENT, new ImmutableJWKSet<>(new JWKSet(KEY.toPublicJWK())));

    @Test
    void aTrueIdTokenIsBelieved() throws JOSEException {
        assertDoesNotThrow(() -> truth.idToken(signed(idToken()), NONCE));
        assertDoesNotThrow(() -> truth.idToken(
                signed(new JWTClaimsSet.Builder(idToken())
                        .audience(List.of("auth-gateway"))
                        .build()),
                NONCE));
        JWT withoutKid = signed(new JWSHeader.Builder(JWSAlgorithm.RS256).build(), idToken(), KEY);
        assertEquals("amelie", truth.idToken(withoutKid, NONCE).getSubject().getValue());
    }

    @Test
    void noFalseIdTokenIsBelieved() throws JOSEException {
        Map<String, JWT> lies = new LinkedHashMap<>();
        lies.put("alg none", new PlainJWT(idToken()));
        lies.put("foreign signature", signed(header(), idToken(), FOREIGN));
        lies.put("HS256 with the public key", hmac(idToken()));
        lies.put("other algorithm of the same key", signed(header(JWSAlgorithm.RS512), idToken(), KEY));
        lies.put(
                "unknown kid",
                signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("other").build(), idToken(), KEY));
        lies.put("altered", altered(idToken()));
        lies.put("other issuer", signed(with(claims -> claims.issuer("https://localhost:8443/realms/master"))));
        lies.put("issuer with a slash", signed(with(claims -> claims.issuer(ISSUER + "/"))));
        lies.put("no issuer", signed(with(claims -> claims.issuer(null))));
        lies.put("other audience", signed(with(claims -> claims.audience("hr-services"))));
        lies.put("no audience", signed(with(claims -> claims.audience((String) null))));
        lies.put(
                "two audiences, authorised party another",
                signed(with(claims ->
                        claims.audience(List.of("auth-gateway", "evil")).claim("azp", "evil"))));
        lies.put("no subject", signed(with(claims -> claims.subject(null))));
        lies.put("no iat", signed(with(claims -> claims.issueTime(null))));
        lies.put("no exp", signed(with(claims -> claims.expirationTime(null))));
        lies.put("expired", signed(with(claims -> claims.expirationTime(at(Duration.ofMinutes(-5))))));
        lies.put("made in the future", signed(with(claims -> claims.issueTime(at(Duration.ofMinutes(5))))));
        lies.put("other nonce", signed(with(claims -> claims.claim("nonce", "another"))));
        lies.put("no nonce", signed(with(claims -> claims.claim("nonce", null))));

        lies.forEach((lie, token) -> assertEquals(
                ErrorCode.SES_LOGIN_FAILED,
                assertThrows(CodedException.class, () -> truth.idToken(token, NONCE), lie)
                        .code(),
                lie));
        Figure.of("%d false ID tokens refused", lies.size());
    }

    @Test
    void noFalseAccessTokenIsBelieved() throws JOSEException {
        assertDoesNotThrow(() -> truth.accessToken(signed(accessToken()).serialize()));
        Map<String, String> lies = new LinkedHashMap<>();
        lies.put("alg none", new PlainJWT(accessToken()).serialize());
        lies.put("foreign signature", signed(header(), accessToken(), FOREIGN).serialize());
        lies.put("HS256 with the public key", hmac(accessToken()).serialize());
        lies.put("altered", altered(accessToken()).serialize());
        lies.put(
                "a logout token",
                signed(header("logout+jwt"), accessToken(), KEY).serialize());
        lies.put("no acr", serialized(accessToken(), claims -> claims.claim("acr", null)));
        lies.put("no auth_time", serialized(accessToken(), claims -> claims.claim("auth_time", null)));
        lies.put("other issuer", serialized(accessToken(), claims -> claims.issuer("https://evil.example")));
        lies.put("expired", serialized(accessToken(), claims -> claims.expirationTime(at(Duration.ofMinutes(-5)))));
        lies.put("not a token", "eyJhbGciOiJub25lIn0");
        lies.put("nothing", "");
        lies.forEach((lie, token) -> assertEquals(
                ErrorCode.IDP_GARBLED,
                assertThrows(CodedException.class, () -> truth.accessToken(token), lie)
                        .code(),
                lie));
        Figure.of("%d false access tokens refused", lies.size());
    }

    @Test
    @Shows("J6")
    void onlyATrueLogoutTokenEndsASession() throws JOSEException {
        assertDoesNotThrow(() -> truth.logoutToken(logout(UnaryOperator.identity())));
        Map<String, String> lies = new LinkedHashMap<>();
        lies.put("alg none", new PlainJWT(logoutToken()).serialize());
        lies.put(
                "foreign signature",
                signed(header("logout+jwt"), logoutToken(), FOREIGN).serialize());
        lies.put("HS256 with the public key", hmac(logoutToken()).serialize());
        lies.put("no event", logout(claims -> claims.claim("events", null)));
        lies.put("another event", logout(claims -> claims.claim("events", Map.of("urn:other", Map.of()))));
        lies.put("with a nonce", logout(claims -> claims.claim("nonce", "n")));
        lies.put("other audience", logout(claims -> claims.audience("hr-services")));
        lies.put("other issuer", logout(claims -> claims.issuer("https://evil.example")));
        lies.put("no jti", logout(claims -> claims.jwtID(null)));
        lies.put("no iat", logout(claims -> claims.issueTime(null)));
        lies.put(
                "neither session nor person",
                logout(claims -> claims.claim("sid", null).subject(null)));
        lies.put("an ID token", signed(idToken()).serialize());
        lies.put("not a token", "garbage");
        lies.forEach((lie, token) -> assertEquals(
                ErrorCode.SYS_BAD_REQUEST,
                assertThrows(CodedException.class, () -> truth.logoutToken(token), lie)
                        .code(),
                lie));
        Figure.of("%d false logout tokens refused", lies.size());
    }

    private static JWTClaimsSet idToken() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("amelie")
                .audience("auth-gateway")
                .issueTime(at(Duration.ZERO))
                .expirationTime(at(Duration.ofMinutes(5)))
                .claim("nonce", NONCE.getValue())
                .claim("acr", "mfa")
                .build();
    }

    private static JWTClaimsSet accessToken() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("amelie")
                .audience("hr-services")
                .issueTime(at(Duration.ZERO))
                .expirationTime(at(Duration.ofMinutes(5)))
                .claim("acr", "mfa")
                .claim("auth_time", Instant.now().getEpochSecond())
                .build();
    }

    private static JWTClaimsSet logoutToken() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("amelie")
                .audience("auth-gateway")
                .issueTime(at(Duration.ZERO))
                .expirationTime(at(Duration.ofMinutes(2)))
                .jwtID(UUID.randomUUID().toString())
                .claim("sid", "a-session")
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
                .build();
    }

    private static JWTClaimsSet with(UnaryOperator<JWTClaimsSet.Builder> lie) {
        return lie.apply(new JWTClaimsSet.Builder(idToken())).build();
    }

    private static String serialized(JWTClaimsSet claims, UnaryOperator<JWTClaimsSet.Builder> lie)
            throws JOSEException {
        return signed(lie.apply(new JWTClaimsSet.Builder(claims)).build()).serialize();
    }

    private static String logout(UnaryOperator<JWTClaimsSet.Builder> lie) throws JOSEException {
        return signed(
                        header("logout+jwt"),
                        lie.apply(new JWTClaimsSet.Builder(logoutToken())).build(),
                        KEY)
                .serialize();
    }

    private static JWSHeader header() {
        return header("JWT");
    }

    private static JWSHeader header(String type) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(KEY.getKeyID())
                .type(new JOSEObjectType(type))
                .build();
    }

    private static JWSHeader header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm)
                .keyID(KEY.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
    }

    private static SignedJWT signed(JWTClaimsSet claims) throws JOSEException {
        return signed(header(), claims, KEY);
    }

    private static SignedJWT signed(JWSHeader header, JWTClaimsSet claims, RSAKey key) throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(new RSASSASigner(key));
        return token;
    }

    /** The classical confusion: the public key, known to all, taken for a shared secret. */
    private static SignedJWT hmac(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(KEY.getKeyID()).build(), claims);
        token.sign(new MACSigner(KEY.toRSAPublicKey().getEncoded()));
        return token;
    }

    private static SignedJWT altered(JWTClaimsSet claims) throws JOSEException {
        SignedJWT whole = signed(claims);
        SignedJWT other =
                signed(new JWTClaimsSet.Builder(claims).subject("bruno").build());
        String[] one = whole.serialize().split("\\.");
        String[] two = other.serialize().split("\\.");
        try {
            return SignedJWT.parse(one[0] + "." + two[1] + "." + one[2]);
        } catch (java.text.ParseException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Date at(Duration fromNow) {
        return Date.from(Instant.now().plus(fromNow));
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
