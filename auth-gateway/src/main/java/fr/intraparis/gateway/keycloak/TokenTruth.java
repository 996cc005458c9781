package fr.intraparis.gateway.keycloak;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Set;

/**
 * Whether a token of Keycloak is true: signature, issuer, audience, times. The library judges; this class only says
 * what is expected. It is asked at login, refresh and logout, never on an ordinary request.
 */
public final class TokenTruth {
    /** What the realm signs with. Anything else, {@code none} and HMAC above all, is refused. */
    private static final Set<JWSAlgorithm> SIGNED = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private static final int CONNECT_MS = 1_000;
    private static final int READ_MS = 2_000;
    private static final int LARGEST_KEYS = 64 * 1024;

    private final IDTokenValidator idTokens;
    private final LogoutTokenValidator logoutTokens;
    private final JWSKeySelector<SecurityContext> keys;
    private final Issuer issuer;
    private final ClientID client;

    TokenTruth(Issuer issuer, ClientID client, URI keySet) {
        this(issuer, client, remote(keySet));
    }

    TokenTruth(Issuer issuer, ClientID client, JWKSource<SecurityContext> source) {
        this.issuer = issuer;
        this.client = client;
        keys = new JWSVerificationKeySelector<>(SIGNED, source);
        idTokens = new IDTokenValidator(issuer, client, keys, null);
        logoutTokens = new LogoutTokenValidator(issuer, client, keys, null);
    }

    /** @throws CodedException {@link ErrorCode#SES_LOGIN_FAILED} when it is not the one for this login */
    public IDTokenClaimsSet idToken(JWT token, Nonce nonce) {
        try {
            IDTokenClaimsSet claims = idTokens.validate(token, nonce);
            // The library leaves this one to us: a token that names several must say that it was made for us.
            AuthorizedParty party = claims.getAuthorizedParty();
            if (party == null
                    ? claims.getAudience().size() > 1
                    : !party.getValue().equals(client.getValue())) {
                throw new CodedException(ErrorCode.SES_LOGIN_FAILED, "the ID token was made for another");
            }
            return claims;
        } catch (BadJOSEException | JOSEException untrue) {
            throw new CodedException(ErrorCode.SES_LOGIN_FAILED, "ID token", untrue);
        }
    }

    /** The claims of an access token that has just come from Keycloak. */
    public JWTClaimsSet accessToken(String token) {
        DefaultJWTProcessor<SecurityContext> access = new DefaultJWTProcessor<>();
        access.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt")));
        access.setJWSKeySelector(keys);
        access.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                new JWTClaimsSet.Builder().issuer(issuer.getValue()).build(),
                Set.of("sub", "exp", "acr", "auth_time")));
        try {
            return access.process(token, null);
        } catch (ParseException | BadJOSEException | JOSEException untrue) {
            throw new CodedException(ErrorCode.IDP_GARBLED, "access token", untrue);
        }
    }

    /** @throws CodedException {@link ErrorCode#SYS_BAD_REQUEST} when it does not end anything */
    public LogoutTokenClaimsSet logoutToken(String token) {
        try {
            return logoutTokens.validate(JWTParser.parse(token));
        } catch (ParseException | BadJOSEException | JOSEException untrue) {
            throw new CodedException(ErrorCode.SYS_BAD_REQUEST, "logout token", untrue);
        }
    }

    /** Keys are kept, asked for again when an unknown one appears, and outlive a short outage. */
    private static JWKSource<SecurityContext> remote(URI keySet) {
        try {
            return JWKSourceBuilder.create(
                            keySet.toURL(), new DefaultResourceRetriever(CONNECT_MS, READ_MS, LARGEST_KEYS))
                    .retrying(true)
                    .outageTolerant(3_600_000)
                    .build();
        } catch (MalformedURLException malformed) {
            throw new CodedException(ErrorCode.IDP_GARBLED, "jwks_uri", malformed);
        }
    }
}
