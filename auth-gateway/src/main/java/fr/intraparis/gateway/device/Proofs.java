package fr.intraparis.gateway.device;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.AccessTokenValidationException;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProtectedResourceRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.util.singleuse.AlreadyUsedException;
import fr.intraparis.gateway.device.Standing.Proof;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Reads proofs: DPoP (RFC 9449), with the session's handle where that has an access token. A proof is for one method and
 * path of this door, signed by the session's key within the last minute, and counts once.
 */
final class Proofs {
    /** Seconds: a proof is made when it is sent, by a clock that was set by ours. */
    private static final long FRESH = 60;

    private static final int LONGEST = 2_000;
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.ES256);

    private final String origin;
    private final DPoPProtectedResourceRequestVerifier verifier;

    /** @param once notes a number for a session; false when it was noted before */
    Proofs(String origin, BiPredicate<String, String> once) {
        this.origin = origin;
        verifier = new DPoPProtectedResourceRequestVerifier(ALGORITHMS, FRESH, FRESH, use -> {
            if (!once.test(use.getIssuer().getValue(), use.getJWTID().getValue())) {
                throw new AlreadyUsedException("proof");
            }
        });
    }

    /**
     * What a proof is worth.
     *
     * @param session its number
     * @param handle what the proof must name of it
     * @param thumbprint of the key that must have signed
     */
    Proof judge(String text, String method, String path, String session, String handle, String thumbprint) {
        Optional<SignedJWT> proof = parse(text);
        if (proof.isEmpty()) {
            return Proof.FALSE;
        }
        try {
            verifier.verify(
                    method,
                    URI.create(origin + path),
                    new DPoPIssuer(session),
                    proof.get(),
                    new DPoPAccessToken(handle),
                    new JWKThumbprintConfirmation(new Base64URL(thumbprint)));
            return Proof.GOOD;
        } catch (InvalidDPoPProofException | AccessTokenValidationException | JOSEException refused) {
            return ours(proof.get(), method, path, thumbprint) ? Proof.STALE : Proof.FALSE;
        }
    }

    /** The thumbprint of the key that a proof shows; empty when it shows none that could be ours. */
    static Optional<String> thumbprint(String text) {
        return parse(text)
                .map(SignedJWT::getHeader)
                .map(header -> header.getJWK())
                .flatMap(Proofs::thumbprint);
    }

    private static Optional<String> thumbprint(JWK key) {
        try {
            return Optional.of(key.computeThumbprint().toString());
        } catch (JOSEException unusable) {
            return Optional.empty();
        }
    }

    /** Whether the session's own key has signed it for this address, whenever that was. */
    private static boolean ours(SignedJWT proof, String method, String path, String thumbprint) {
        try {
            JWK key = proof.getHeader().getJWK();
            JWTClaimsSet claims = proof.getJWTClaimsSet();
            return key != null
                    && thumbprint(key).filter(thumbprint::equals).isPresent()
                    && proof.verify(new ECDSAVerifier(key.toECKey()))
                    && method.equals(claims.getStringClaim("htm"))
                    && claims.getStringClaim("htu") != null
                    && claims.getStringClaim("htu").endsWith(path);
        } catch (JOSEException | ParseException | IllegalArgumentException | ClassCastException unusable) {
            return false;
        }
    }

    private static Optional<SignedJWT> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(SignedJWT.parse(text));
        } catch (ParseException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
