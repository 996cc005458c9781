package fr.intraparis.it.check;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import fr.intraparis.it.suite.City;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Speaks to Keycloak as the door does, with the door's own key: pushed request, code, PKCE, narrowed tokens. */
public final class DoorClient {
    private final City city;
    private final Http http;
    private final String client;
    private final Path key;

    private DoorClient(City city, Http http, String client, Path key) {
        this.city = city;
        this.http = http;
        this.client = client;
        this.key = key;
    }

    /** The door itself. */
    public static DoorClient door(City city, Http http) {
        return new DoorClient(city, http, "auth-gateway", Path.of(city.door().getProperty("nomades.client-key-file")));
    }

    /** Another client with a key of its own. */
    public static DoorClient of(City city, Http http, String client, Path key) {
        return new DoorClient(city, http, client, key);
    }

    /** A login on its way, in somebody's browser. */
    public final class Login {
        private final Page page;
        private final String verifier;

        private Login(Page page, String verifier) {
            this.page = page;
            this.verifier = verifier;
        }

        /** The tokens, when the person has done what Keycloak asked. */
        public JsonObject tokens() {
            // The door refuses an answer to a login that it did not begin, and leaves the code alone.
            page.waitForURL("**/nomades/callback**");
            String code = parameter(page.url(), "code");
            Map<String, String> form = authenticated("grant_type", "authorization_code");
            form.put("code", code);
            form.put("redirect_uri", redirect());
            form.put("code_verifier", verifier);
            return good(http.form(endpoint("token"), form));
        }
    }

    /** Sends a browser to Keycloak for that level. The page must not be one of the door's own logins. */
    public Login begin(Page page, String acr) {
        String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        Map<String, String> form = authenticated("response_type", "code");
        form.put("scope", "openid to-portal to-hr to-mail to-nomades");
        form.put("redirect_uri", redirect());
        form.put("state", UUID.randomUUID().toString());
        form.put("nonce", UUID.randomUUID().toString());
        form.put("code_challenge", challenge(verifier));
        form.put("code_challenge_method", "S256");
        form.put("acr_values", acr);
        JsonObject pushed = good(http.form(endpoint("ext/par/request"), form));
        Login login = new Login(page, verifier);
        page.navigate(city.origin() + "/realms/nomades/protocol/openid-connect/auth?client_id=" + client
                + "&request_uri="
                + URLEncoder.encode(pushed.get("request_uri").getAsString(), StandardCharsets.UTF_8));
        return login;
    }

    /** One access token for one audience, out of a refresh token. */
    public String narrowed(JsonObject tokens, String scope) {
        Map<String, String> form = authenticated("grant_type", "refresh_token");
        form.put("refresh_token", tokens.get("refresh_token").getAsString());
        form.put("scope", "openid " + scope);
        return good(http.form(endpoint("token"), form)).get("access_token").getAsString();
    }

    /** A form that authenticates this client, with one more field. */
    public Map<String, String> authenticated(String name, String value) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", client);
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", assertion());
        form.put(name, value);
        return form;
    }

    /** A place of the realm's protocol on the back channel. */
    public URI endpoint(String name) {
        return URI.create(city.keycloak() + "/protocol/openid-connect/" + name);
    }

    private String redirect() {
        return city.origin() + "/nomades/callback";
    }

    private String assertion() {
        try {
            JWK jwk = JWK.parse(Files.readString(key));
            boolean rsa = "RSA".equals(jwk.getKeyType().getValue());
            JWSSigner signer = rsa ? new RSASSASigner(jwk.toRSAKey()) : new ECDSASigner(jwk.toECKey());
            Instant now = Instant.now();
            SignedJWT assertion = new SignedJWT(
                    new JWSHeader.Builder(rsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                            .keyID(jwk.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(client)
                            .subject(client)
                            .audience(city.origin() + "/realms/nomades")
                            .jwtID(UUID.randomUUID().toString())
                            .issueTime(Date.from(now))
                            .expirationTime(Date.from(now.plus(Duration.ofSeconds(50))))
                            .build());
            assertion.sign(signer);
            return assertion.serialize();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The client's key cannot be read: " + key, unreadable);
        } catch (ParseException | JOSEException unusable) {
            throw new IllegalStateException("The client's key is no private JWK: " + key, unusable);
        }
    }

    private static JsonObject good(Http.Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new AssertionError("Keycloak: " + answer.status() + " " + answer.text());
        }
        return answer.json();
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String parameter(String url, String name) {
        for (String pair : url.substring(url.indexOf('?') + 1).split("&")) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        throw new AssertionError("No " + name + " in " + url);
    }
}
