package fr.intraparis.hr.outgoing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
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
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The token with which this service speaks to mail-bridge: its own, proven by its private key, kept until it is old. */
final class ServiceToken {
    private static final ClientID CLIENT = new ClientID("hr-services");
    private static final int PATIENCE_MS = (int) Duration.ofSeconds(3).toMillis();

    private final URI tokenEndpoint;
    private final String issuer;
    private final Path keyFile;
    private final Clock clock;

    private @Nullable String token;
    private Instant renewAt = Instant.EPOCH;

    /** @param keycloak the realm on the back channel */
    ServiceToken(String keycloak, String issuer, Path keyFile, Clock clock) {
        this.tokenEndpoint = URI.create(keycloak + "/protocol/openid-connect/token");
        this.issuer = issuer;
        this.keyFile = keyFile;
        this.clock = clock;
    }

    synchronized String value() {
        String kept = token;
        if (kept != null && clock.instant().isBefore(renewAt)) {
            return kept;
        }
        AccessToken fresh = ask();
        token = fresh.getValue();
        renewAt = clock.instant().plusSeconds(fresh.getLifetime() / 2);
        return fresh.getValue();
    }

    synchronized void forget() {
        token = null;
    }

    private AccessToken ask() {
        try {
            JWK key = JWK.parse(Files.readString(keyFile));
            JWTAuthenticationClaimsSet claims = new JWTAuthenticationClaimsSet(CLIENT, new Audience(issuer));
            PrivateKeyJWT proof = key instanceof ECKey ec
                    ? new PrivateKeyJWT(claims, JWSAlgorithm.ES256, ec.toECPrivateKey(), ec.getKeyID(), null)
                    : new PrivateKeyJWT(
                            claims, JWSAlgorithm.RS256, key.toRSAKey().toRSAPrivateKey(), key.getKeyID(), null);
            HTTPRequest request = new TokenRequest(
                            tokenEndpoint, proof, new ClientCredentialsGrant(), new Scope("to-mail"))
                    .toHTTPRequest();
            request.setConnectTimeout(PATIENCE_MS);
            request.setReadTimeout(PATIENCE_MS);
            TokenResponse response = TokenResponse.parse(request.send());
            if (!response.indicatesSuccess()) {
                throw new CodedException(
                        ErrorCode.IDP_GARBLED,
                        String.valueOf(
                                response.toErrorResponse().getErrorObject().getCode()));
            }
            return response.toSuccessResponse().getTokens().getAccessToken();
        } catch (IOException e) {
            throw new CodedException(ErrorCode.IDP_DOWN, "", e);
        } catch (ParseException | java.text.ParseException | JOSEException e) {
            throw new CodedException(ErrorCode.IDP_GARBLED, "", e);
        }
    }
}
