package fr.intraparis.gateway.privileged;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import java.net.URL;
import java.text.ParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a bearer token was made by our Keycloak, now, for the door and for nobody else. The library judges. */
final class Bearers {
    private static final Set<JWSAlgorithm> SIGNED = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
    private static final String AUDIENCE = "auth-gateway";
    private static final String SCHEME = "Bearer ";
    private static final int CONNECT_MS = 1_000;
    private static final int READ_MS = 2_000;
    private static final int LARGEST_KEYS = 64 * 1024;

    private final DefaultJWTProcessor<SecurityContext> tokens = new DefaultJWTProcessor<>();

    Bearers(String issuer, JWKSource<SecurityContext> keys) {
        // An ID token, a logout token, a refresh token are of other types.
        tokens.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt")));
        tokens.setJWSKeySelector(new JWSVerificationKeySelector<>(SIGNED, keys));
        tokens.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                AUDIENCE,
                new JWTClaimsSet.Builder().issuer(issuer).claim("typ", "Bearer").build(),
                Set.of("sub", "exp", "iat")));
    }

    /** Those whose keys are at that address; kept, and fetched again when an unknown one appears. */
    static Bearers of(String issuer, URL keySet) {
        return new Bearers(
                issuer,
                JWKSourceBuilder.create(keySet, new DefaultResourceRetriever(CONNECT_MS, READ_MS, LARGEST_KEYS))
                        .retrying(true)
                        .outageTolerant(3_600_000)
                        .build());
    }

    /**
     * The claims of the token in that {@code Authorization} header.
     *
     * @throws CodedException {@link ErrorCode#SES_NONE} without a token, {@link ErrorCode#SES_TOKEN_INVALID} for one that
     *     is not true, {@link ErrorCode#IDP_DOWN} when the keys can't be had
     */
    JWTClaimsSet claims(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new CodedException(ErrorCode.SES_NONE, "");
        }
        try {
            return tokens.process(authorization.substring(SCHEME.length()).strip(), null);
        } catch (KeySourceException down) {
            throw new CodedException(ErrorCode.IDP_DOWN, "", down);
        } catch (ParseException | BadJOSEException | JOSEException untrue) {
            throw new CodedException(ErrorCode.SES_TOKEN_INVALID, "", untrue);
        }
    }
}
