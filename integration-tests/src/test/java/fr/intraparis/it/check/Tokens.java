package fr.intraparis.it.check;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import fr.intraparis.stack.secret.Person;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** Access tokens as the realm would issue them, and every way in which one can be wrong. */
public final class Tokens {
    private final RealmKey key;
    private final String issuer;

    public Tokens(RealmKey key, String issuer) {
        this.key = key;
        this.issuer = issuer;
    }

    /** The claims of a token that is right in everything: logged in now, with two factors. */
    public JWTClaimsSet.Builder claims(Person person, String audience, String... roles) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
        if (audience.equals("mail-bridge")) {
            claims.claim("mailbox", person.email());
        }
        return claims.issuer(issuer)
                .audience(audience)
                .subject(UUID.nameUUIDFromBytes(person.username().getBytes(StandardCharsets.UTF_8))
                        .toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                .claim("typ", "Bearer")
                .claim("azp", "auth-gateway")
                .claim("sid", UUID.randomUUID().toString())
                .claim("device", "workstation")
                .claim("upn", person.username())
                .claim("preferred_username", person.username())
                .claim("agent_id", person.agentId())
                .claim("groups", List.of(roles))
                .claim("email", person.email())
                .claim("name", person.name())
                .claim("acr", "mfa")
                .claim("amr", List.of("pwd", "otp"))
                .claim("auth_time", now.getEpochSecond());
    }

    /** A token that is right in everything. */
    public String valid(Person person, String audience, String... roles) {
        return key.sign(claims(person, audience, roles).build());
    }

    /** Signed by the realm, whatever it says. */
    public String signed(JWTClaimsSet.Builder claims) {
        return key.sign(claims.build());
    }

    /** The same token with one character of its signature changed. */
    public static String altered(String token) {
        int at = token.lastIndexOf('.') + 10;
        return token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
    }

    /** The same token with another content under the old signature. */
    public String otherContent(String token, JWTClaimsSet.Builder claims) {
        String[] parts = token.split("\\.");
        return parts[0] + "." + new PlainJWT(claims.build()).serialize().split("\\.")[1] + "." + parts[2];
    }

    /** {@code alg=none}. */
    public static String unsigned(JWTClaimsSet.Builder claims) {
        return new PlainJWT(claims.build()).serialize();
    }

    /** Signed by somebody else, under the realm's key name. */
    public String byStranger(JWTClaimsSet.Builder claims) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.kid()).build(), claims.build());
            token.sign(new RSASSASigner(generator.generateKeyPair().getPrivate()));
            return token.serialize();
        } catch (GeneralSecurityException | JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** HMAC with the realm's public key as the secret: the classic confusion of algorithms. */
    public String hmac(JWTClaimsSet.Builder claims, byte[] publicKey) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.kid()).build(), claims.build());
            token.sign(new MACSigner(publicKey));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
