package fr.intraparis.hr.access;

import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What we ask of a token besides what the server has verified. A pure rule. */
final class TokenJudge {
    static final String AUDIENCE = "hr-services";

    private TokenJudge() {}

    /** The claims that are judged. */
    record Claims(
            @Nullable Set<String> audience,
            @Nullable String acr,
            @Nullable Instant authenticatedAt,
            @Nullable String agentId) {}

    /** Null when the token will do. */
    static @Nullable ErrorCode judge(Claims claims, Assurance needed, Duration maxAge, Instant now) {
        if (claims.audience() == null || !claims.audience().equals(Set.of(AUDIENCE))) {
            return ErrorCode.SES_TOKEN_INVALID;
        }
        if (claims.agentId() == null || !claims.agentId().matches("[0-9]{7}")) {
            return ErrorCode.SES_TOKEN_INVALID;
        }
        if (!Assurance.ofAcr(claims.acr()).atLeast(needed)) {
            return ErrorCode.MFA_NEEDED;
        }
        if (needed.atLeast(Assurance.MFA)) {
            Instant authenticated = claims.authenticatedAt();
            if (authenticated == null || authenticated.plus(maxAge).isBefore(now)) {
                return ErrorCode.MFA_STALE;
            }
        }
        return null;
    }

    /** RFC 9470: what the client must ask for at the authorization server to be let in. */
    static String challenge(ErrorCode code, Assurance needed, Duration maxAge) {
        return switch (code) {
            case MFA_NEEDED, MFA_STALE ->
                "Bearer error=\"insufficient_user_authentication\", acr_values=\"" + needed.acr() + "\", max_age="
                        + maxAge.toSeconds();
            case SES_TOKEN_INVALID -> "Bearer error=\"invalid_token\"";
            default -> "Bearer";
        };
    }
}
