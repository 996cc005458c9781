package fr.intraparis.it.actor;

import com.microsoft.playwright.Page;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The key of a browser that the suite knows too, so that a person can come back in a new window as to their own computer,
 * and a client without a browser can prove what the person's browser would. A real browser's own key leaves it never.
 */
public final class DeviceKey {
    private static final String STORE =
            "async jwk => { const key = (usages, json) => crypto.subtle.importKey('jwk', json,"
                    + " {name: 'ECDSA', namedCurve: 'P-256'}, usages[0] === 'verify', usages);"
                    + " const {d, ...half} = JSON.parse(jwk); const pair = {privateKey: await key(['sign'], {...half, d}),"
                    + " publicKey: await key(['verify'], half)};"
                    + " const open = indexedDB.open('nomades', 1);"
                    + " open.onupgradeneeded = () => open.result.createObjectStore('keys');"
                    + " await new Promise((y, n) => { open.onsuccess = y; open.onerror = n; });"
                    + " const put = open.result.transaction('keys', 'readwrite');"
                    + " put.objectStore('keys').put(pair, 'device');"
                    + " await new Promise((y, n) => { put.oncomplete = y; put.onerror = n; }); open.result.close(); }";

    private static final String RENEW = "async proof => (await fetch('/nomades/device',"
            + " {method: 'POST', headers: {DPoP: proof, Accept: 'application/json'}})).status";

    private final ECKey key;

    private DeviceKey(ECKey key) {
        this.key = key;
    }

    /** A new one. */
    public static DeviceKey made() {
        try {
            return new DeviceKey(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What the door calls it: the thumbprint of RFC 7638. */
    public String thumbprint() {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Gives it to the browser that shows a page of the door. */
    void giveTo(Page page) {
        page.evaluate(STORE, key.toJSONString());
    }

    /** Renews the session of the cookie in that browser; the status of the answer. */
    int renew(Page page, URI origin, String cookie) {
        return ((Number) page.evaluate(RENEW, proof(origin, "POST", "/nomades/device", cookie))).intValue();
    }

    /** A proof for one request of the session with that cookie. */
    public String proof(URI origin, String method, String path, String cookie) {
        return proof(origin, method, path, cookie, Instant.now());
    }

    /** The same, made at that time. */
    public String proof(URI origin, String method, String path, String cookie, Instant at) {
        try {
            SignedJWT proof = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType("dpop+jwt"))
                            .jwk(key.toPublicJWK())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .jwtID(UUID.randomUUID().toString())
                            .claim("htm", method)
                            .claim("htu", origin + path.replaceAll("\\?.*", ""))
                            .claim(
                                    "ath",
                                    Base64URL.encode(sha256(handle(cookie))).toString())
                            .issueTime(Date.from(at))
                            .build());
            proof.sign(new ECDSASigner(key));
            return proof.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What the door calls the session with that cookie. */
    static String handle(String cookie) {
        return hash(cookie).substring(0, 16);
    }

    /** What its table has of a cookie. */
    public static String hash(String cookie) {
        return HexFormat.of().formatHex(sha256(cookie));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Whether a page's script can read a key of its browser: what {@code exportKey} says to each half. */
    public static List<?> exported(Page page) {
        return (List<?>) page.evaluate("async () => { const open = indexedDB.open('nomades', 1);"
                + " await new Promise((y, n) => { open.onsuccess = y; open.onerror = n; });"
                + " const get = open.result.transaction('keys').objectStore('keys').get('device');"
                + " await new Promise((y, n) => { get.onsuccess = y; get.onerror = n; }); open.result.close();"
                + " const said = []; for (const form of ['jwk', 'pkcs8', 'raw']) { try { await crypto.subtle.exportKey("
                + "form, get.result.privateKey); said.push(form + ' exported'); } catch (e) { said.push(e.name); } }"
                + " return said; }");
    }
}
