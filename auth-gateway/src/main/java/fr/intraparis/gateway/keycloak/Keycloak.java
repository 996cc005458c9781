package fr.intraparis.gateway.keycloak;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.PushedAuthorizationRequest;
import com.nimbusds.oauth2.sdk.PushedAuthorizationResponse;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.jspecify.annotations.Nullable;

/**
 * What the door says to Keycloak, over loopback. Every call has a time limit, and every failure its code; only one
 * answer in the world ends a session: 400 {@code invalid_grant}.
 */
@ApplicationScoped
public class Keycloak {
    /** The door, as the realm knows it. */
    public static final ClientID CLIENT = new ClientID("auth-gateway");

    private static final Log LOG = Log.of(Keycloak.class);
    /** Discovery names the public address of this one, since browsers use it too; the door stays on loopback. */
    private static final String LOGOUT = "/protocol/openid-connect/logout";

    @Inject
    KeycloakLine line;

    @Inject
    @ConfigProperty(name = "intraparis.issuer")
    String issuer;

    @Inject
    @ConfigProperty(name = "intraparis.keycloak")
    String realm;

    @Inject
    @ConfigProperty(name = "nomades.client-key-file")
    String keyFile;

    private volatile @Nullable Known known;

    /** What is needed to speak to it. */
    private record Known(OIDCProviderMetadata metadata, TokenTruth truth, JWK key, PrivateKey signer) {
        JWSAlgorithm algorithm() {
            return KeyType.EC.equals(key.getKeyType()) ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256;
        }
    }

    /** Whether it has told us where everything is. */
    public boolean known() {
        return known != null;
    }

    /** Asks where everything is; to be called until it succeeds. */
    public void discover() {
        HTTPRequest request =
                new HTTPRequest(HTTPRequest.Method.GET, URI.create(realm + "/.well-known/openid-configuration"));
        HTTPResponse response = line.ask(request);
        if (response.getStatusCode() != 200) {
            throw failure(response.getStatusCode());
        }
        try {
            OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(response.getBodyAsJSONObject());
            if (!metadata.getIssuer().equals(new Issuer(issuer))) {
                throw new CodedException(ErrorCode.IDP_GARBLED, "Keycloak calls itself " + metadata.getIssuer());
            }
            JWK key = JWK.parse(Files.readString(Path.of(keyFile)));
            PrivateKey signer = KeyType.EC.equals(key.getKeyType())
                    ? key.toECKey().toECPrivateKey()
                    : key.toRSAKey().toRSAPrivateKey();
            known = new Known(
                    metadata,
                    new TokenTruth(metadata.getIssuer(), CLIENT, metadata.getJWKSetURI()),
                    key,
                    Objects.requireNonNull(signer));
            LOG.info("Keycloak is known", "issuer", issuer);
        } catch (ParseException | java.text.ParseException | JOSEException garbled) {
            throw new CodedException(ErrorCode.IDP_GARBLED, "discovery", garbled);
        } catch (IOException unreadable) {
            throw new CodedException(ErrorCode.SYS_NOT_READY, "nomades.client-key-file", unreadable);
        }
    }

    /** What it calls itself. */
    public String issuer() {
        return issuer;
    }

    /** Who says whether a token is true. */
    public TokenTruth truth() {
        return met().truth();
    }

    /** Leaves the request with Keycloak, so that nothing of it passes through the browser. */
    public URI push(AuthenticationRequest request) {
        URI endpoint = met().metadata().getPushedAuthorizationRequestEndpointURI();
        HTTPResponse response = send(new PushedAuthorizationRequest(endpoint, proof(), request).toHTTPRequest());
        try {
            PushedAuthorizationResponse answer = PushedAuthorizationResponse.parse(response);
            if (answer.indicatesSuccess()) {
                return answer.toSuccessResponse().getRequestURI();
            }
            LOG.warn(
                    "Keycloak refused a pushed request",
                    "error",
                    describe(answer.toErrorResponse().getErrorObject()));
            throw failure(response.getStatusCode());
        } catch (ParseException garbled) {
            throw garbled(response.getStatusCode(), garbled);
        }
    }

    /**
     * The tokens for a code.
     *
     * @return empty when the code is not good: replayed, too old, of another browser
     */
    private Optional<OIDCTokens> redeemed(AuthorizationGrant grant, Scope scope, Map<String, String> said) {
        TokenRequest.Builder asked =
                new TokenRequest.Builder(met().metadata().getTokenEndpointURI(), proof(), grant).scope(scope);
        said.forEach((claim, word) -> asked.customParameter("nomades_" + claim, word));
        TokenRequest request = asked.build();
        HTTPResponse response = send(request.toHTTPRequest());
        try {
            TokenResponse answer = OIDCTokenResponseParser.parse(response);
            if (answer.indicatesSuccess()) {
                return Optional.of(((OIDCTokenResponse) answer.toSuccessResponse()).getOIDCTokens());
            }
            ErrorObject error = answer.toErrorResponse().getErrorObject();
            if (over(response.getStatusCode(), error == null ? null : error.getCode())) {
                return Optional.empty();
            }
            LOG.warn("Keycloak refused a token", "status", response.getStatusCode(), "error", describe(error));
            throw failure(response.getStatusCode());
        } catch (ParseException garbled) {
            throw garbled(response.getStatusCode(), garbled);
        }
    }

    /** The tokens for a code; empty when it is not good. */
    public Optional<OIDCTokens> redeem(String code, CodeVerifier verifier, URI callback) {
        return redeemed(
                new AuthorizationCodeGrant(new AuthorizationCode(code), callback, verifier), new Scope(), Map.of());
    }

    /**
     * A token for one audience; empty when the session is over at Keycloak.
     *
     * @param said what the token is to say of the visit, by claim
     */
    public Optional<OIDCTokens> refresh(
            String refreshToken, fr.intraparis.gateway.Audience audience, Map<String, String> said) {
        return redeemed(
                new RefreshTokenGrant(new RefreshToken(refreshToken)), new Scope("openid", audience.scope()), said);
    }

    /** A token of the door's own, for what it asks of mail-bridge in its own name. */
    public AccessToken serviceToken() {
        return redeemed(new ClientCredentialsGrant(), new Scope(fr.intraparis.gateway.Audience.MAIL.scope()), Map.of())
                .orElseThrow(() -> new CodedException(ErrorCode.IDP_GARBLED, "client credentials"))
                .getAccessToken();
    }

    /** Ends the session there. With the refresh token: an id_token_hint would put a token into an address. */
    public void logout(String refreshToken) {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, URI.create(realm + LOGOUT));
        request.setEntityContentType(ContentType.APPLICATION_URLENCODED);
        Map<String, List<String>> parameters = new LinkedHashMap<>(proof().toParameters());
        parameters.put("client_id", List.of(CLIENT.getValue()));
        parameters.put("refresh_token", List.of(refreshToken));
        request.setBody(URLUtils.serializeParameters(parameters));
        int status = send(request).getStatusCode();
        // 400 says that it was over already.
        if (status >= 300 && status != 400) {
            throw failure(status);
        }
    }

    /** Whether an answer of the token endpoint says that the session is over: this one and no other. */
    static boolean over(int status, @Nullable String error) {
        return status == 400 && OAuth2Error.INVALID_GRANT.getCode().equals(error);
    }

    /** The code for any other answer that is not a success. */
    static CodedException failure(int status) {
        return status >= 500 || status == 429
                ? new CodedException(ErrorCode.IDP_DOWN, "HTTP " + status)
                : new CodedException(ErrorCode.IDP_GARBLED, "HTTP " + status);
    }

    private static CodedException garbled(int status, ParseException cause) {
        return status >= 500 ? failure(status) : new CodedException(ErrorCode.IDP_GARBLED, "HTTP " + status, cause);
    }

    private static String describe(@Nullable ErrorObject error) {
        return error == null ? "-" : error.getCode() + " " + error.getDescription();
    }

    private HTTPResponse send(HTTPRequest request) {
        try {
            return line.send(request);
        } catch (FaultToleranceException leftAlone) {
            throw new CodedException(ErrorCode.IDP_DOWN, "Keycloak is left alone for a moment", leftAlone);
        }
    }

    /** The door proves who it is by signing with its own key: no secret travels. */
    private PrivateKeyJWT proof() {
        Known met = met();
        try {
            return new PrivateKeyJWT(
                    new JWTAuthenticationClaimsSet(
                            CLIENT, new Audience(met.metadata().getIssuer())),
                    met.algorithm(),
                    met.signer(),
                    met.key().getKeyID(),
                    null);
        } catch (JOSEException unsigned) {
            throw new CodedException(ErrorCode.SYS_UNEXPECTED, "the door's key does not sign", unsigned);
        }
    }

    private Known met() {
        Known met = known;
        if (met == null) {
            throw new CodedException(ErrorCode.IDP_DOWN, "Keycloak has not answered yet");
        }
        return met;
    }

    /** Where the browser is sent: a path of our own origin. */
    public URI authorizationEndpoint() {
        return met().metadata().getAuthorizationEndpointURI();
    }
}
