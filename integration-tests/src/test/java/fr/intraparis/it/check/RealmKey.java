package fr.intraparis.it.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Base64;

/**
 * The realm's own signing key, read from Keycloak's database. With it a test makes tokens that are genuine but for the
 * one defect under test, which an attacker could only wish for.
 */
public final class RealmKey {
    private final RSAPrivateKey key;
    private final String kid;

    private RealmKey(RSAPrivateKey key, String kid) {
        this.key = key;
        this.kid = kid;
    }

    /** @param jwks the published keys: they name the one that the database holds */
    public static RealmKey of(Database keycloak, JsonObject jwks) {
        for (Database.Row row : keycloak.rows("SELECT c.value FROM component_config c JOIN component k ON k.id ="
                + " c.component_id JOIN realm r ON r.id = k.realm_id WHERE r.name = 'nomades' AND c.name ="
                + " 'privateKey'")) {
            RSAPrivateKey key = parse(String.valueOf(row.get("value")));
            for (JsonElement element : jwks.getAsJsonArray("keys")) {
                JsonObject published = element.getAsJsonObject();
                if ("sig".equals(published.get("use").getAsString())
                        && "RSA".equals(published.get("kty").getAsString())
                        && key.getModulus()
                                .equals(new BigInteger(
                                        1,
                                        Base64.getUrlDecoder()
                                                .decode(published.get("n").getAsString())))) {
                    return new RealmKey(key, published.get("kid").getAsString());
                }
            }
        }
        throw new IllegalStateException("No signing key of the realm in Keycloak's database");
    }

    /** Signs what is asked. */
    public String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(kid)
                        .build(),
                claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return token.serialize();
    }

    /** The name of the key. */
    public String kid() {
        return kid;
    }

    /** Keycloak keeps it in the form of PKCS #1. */
    private static RSAPrivateKey parse(String base64) {
        try {
            var key = org.bouncycastle.asn1.pkcs.RSAPrivateKey.getInstance(
                    Base64.getMimeDecoder().decode(base64.replaceAll("-----[A-Z ]+-----", "")));
            return (RSAPrivateKey) KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateKeySpec(key.getModulus(), key.getPrivateExponent()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Keycloak's key is no RSA key", impossible);
        }
    }
}
