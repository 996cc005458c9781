package fr.intraparis.mail.official;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** This module's own token, for the official mailbox: client credentials proven with a private key. */
@ApplicationScoped
class ServiceToken {
    private static final ClientID CLIENT = new ClientID("mail-bridge");
    private static final Duration MARGIN = Duration.ofSeconds(20);

    @Inject
    @ConfigProperty(name = "intraparis.issuer")
    String issuer;

    @Inject
    @ConfigProperty(name = "intraparis.keycloak")
    String keycloak;

    @Inject
    @ConfigProperty(name = "mail.client-key-file")
    String keyFile;

    @Inject
    Clock clock;

    private @Nullable String held;
    private Instant until = Instant.MIN;

    /**
     * A token that is good for some more seconds.
     *
     * @throws CodedException {@link ErrorCode#IDP_DOWN} or {@link ErrorCode#IDP_GARBLED}
     */
    synchronized String get() {
        Instant now = clock.instant();
        if (held == null || now.isAfter(until)) {
            AccessToken token = ask();
            held = token.getValue();
            until = now.plusSeconds(token.getLifetime()).minus(MARGIN);
        }
        return held;
    }

    /** The mail server did not accept it: the next one is a new one. */
    synchronized void drop() {
        held = null;
    }

    private AccessToken ask() {
        try {
            JWK jwk = JWK.parse(Files.readString(Path.of(keyFile)));
            PrivateKey key = jwk instanceof ECKey ec ? ec.toPrivateKey() : ((RSAKey) jwk).toPrivateKey();
            JWSAlgorithm algorithm = jwk instanceof ECKey ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256;
            PrivateKeyJWT proof = new PrivateKeyJWT(
                    new JWTAuthenticationClaimsSet(CLIENT, new Audience(issuer)), algorithm, key, jwk.getKeyID(), null);
            HTTPRequest request = new TokenRequest.Builder(
                            URI.create(keycloak + "/protocol/openid-connect/token"),
                            proof,
                            new ClientCredentialsGrant())
                    .scope(new Scope("to-mail"))
                    .build()
                    .toHTTPRequest();
            request.setConnectTimeout(1_000);
            request.setReadTimeout(3_000);
            request.setFollowRedirects(false);
            TokenResponse answer = TokenResponse.parse(request.send());
            if (!answer.indicatesSuccess()) {
                throw new CodedException(
                        ErrorCode.IDP_GARBLED,
                        String.valueOf(answer.toErrorResponse().getErrorObject().getCode()));
            }
            return answer.toSuccessResponse().getTokens().getAccessToken();
        } catch (IOException e) {
            throw new CodedException(ErrorCode.IDP_DOWN, "token", e);
        } catch (ParseException | java.text.ParseException | JOSEException e) {
            throw new CodedException(ErrorCode.IDP_GARBLED, "token", e);
        }
    }
}
