package fr.intraparis.gateway.device;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import fr.intraparis.gateway.device.Standing.Proof;
import fr.intraparis.kernel.testing.Shows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Shows({"A6.2", "D1.2"})
class ProofsTest {
    private static final String ORIGIN = "https://nomades.example";
    private static final String PATH = "/intraparis/leave/request";
    private static final String HANDLE = "0123456789abcdef";

    private static ECKey key;
    private static ECKey other;

    private final Set<String> used = new HashSet<>();
    private final Proofs proofs = new Proofs(ORIGIN, (session, jti) -> used.add(session + jti));

    @BeforeAll
    static void keys() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).generate();
        other = new ECKeyGenerator(Curve.P_256).generate();
    }

    @Test
    void aProofCountsOnceForItsRequest() throws JOSEException {
        String proof = signed(key, claims());
        assertEquals(Proof.GOOD, judged(proof));
        assertEquals(Proof.STALE, judged(proof), "the second time");
    }

    @Test
    void whatTheKeyHasSignedForThisAddressAndNotForNowIsAReload() throws JOSEException {
        for (Duration age : new Duration[] {Duration.ofSeconds(65), Duration.ofHours(9), Duration.ofMinutes(-3)}) {
            assertEquals(
                    Proof.STALE,
                    judged(signed(
                            key, claims().issueTime(Date.from(Instant.now().minus(age))))),
                    age + " old");
        }
        assertEquals(Proof.STALE, judged(signed(key, claims().claim("ath", hash("another session")))));
    }

    @Test
    void anotherKeyAnotherRequestOrAnotherWayToSignIsFalse() throws JOSEException {
        assertEquals(Proof.FALSE, judged(signed(other, claims())), "another key");
        assertEquals(Proof.FALSE, judged(signed(other, claims(), key)), "another key that shows ours");
        assertEquals(Proof.FALSE, judged(signed(key, claims().claim("htm", "GET"))), "another method");
        assertEquals(Proof.FALSE, judged(signed(key, claims().claim("htu", ORIGIN + "/intraparis/mailbox/compose"))));
        assertEquals(Proof.FALSE, judged(signed(key, claims().claim("htm", null))));
        assertEquals(Proof.FALSE, judged(new PlainJWT(claims().build()).serialize()), "signed by nobody");
        assertEquals(Proof.FALSE, judged("nonsense"));
        assertEquals(Proof.FALSE, judged("x".repeat(5_000)));
        RSAKey rsa = new RSAKeyGenerator(2048).generate();
        SignedJWT byRsa = jwt(JWSAlgorithm.RS256, claims(), rsa.toPublicJWK(), new RSASSASigner(rsa));
        assertEquals(Proof.FALSE, judged(byRsa.serialize()), "another algorithm");
        SignedJWT byMac = jwt(
                JWSAlgorithm.HS256,
                claims(),
                key.toPublicJWK(),
                new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        assertEquals(Proof.FALSE, judged(byMac.serialize()), "our public key as a secret");
    }

    @Test
    void aTokenOfAnotherKindIsNoProof() throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(JOSEObjectType.JWT)
                        .jwk(key.toPublicJWK())
                        .build(),
                claims().build());
        token.sign(new ECDSASigner(key));
        assertEquals(Proof.STALE, judged(token.serialize()), "never good");
    }

    @Test
    void theThumbprintIsThatOfTheKeyShown() throws JOSEException {
        assertEquals(Optional.of(key.computeThumbprint().toString()), Proofs.thumbprint(signed(key, claims())));
        assertEquals(Optional.empty(), Proofs.thumbprint("nonsense"));
    }

    private Proof judged(String proof) throws JOSEException {
        return proofs.judge(
                proof, "POST", PATH, "session", HANDLE, key.computeThumbprint().toString());
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim("htm", "POST")
                .claim("htu", ORIGIN + PATH)
                .claim("ath", hash(HANDLE))
                .issueTime(new Date());
    }

    private static String signed(ECKey by, JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(by, claims, by);
    }

    private static String signed(ECKey by, JWTClaimsSet.Builder claims, ECKey shown) throws JOSEException {
        return jwt(JWSAlgorithm.ES256, claims, shown.toPublicJWK(), new ECDSASigner(by))
                .serialize();
    }

    private static SignedJWT jwt(JWSAlgorithm algorithm, JWTClaimsSet.Builder claims, JWK shown, JWSSigner signer)
            throws JOSEException {
        SignedJWT proof = new SignedJWT(
                new JWSHeader.Builder(algorithm)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(shown)
                        .build(),
                claims.build());
        proof.sign(signer);
        return proof;
    }

    private static String hash(String text) {
        try {
            return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
                    .toString();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
