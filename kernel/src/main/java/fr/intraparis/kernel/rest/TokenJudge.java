package fr.intraparis.kernel.rest;

import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What we ask of a token besides what the server has verified. Pure rules. */
public final class TokenJudge {
    private TokenJudge() {}

    /** The claims that are judged, as the token has them. */
    public record Claims(
            @Nullable Set<String> audience,
            @Nullable String acr,
            @Nullable Instant authenticatedAt,
            @Nullable String agentId) {}

    /** Null when the token of an agent will do. */
    public static @Nullable ErrorCode judge(
            String audience, Claims claims, Assurance needed, Duration maxAge, Instant now) {
        ErrorCode foreign = judgeAudience(audience, claims);
        if (foreign != null) {
            return foreign;
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

    /** Null when the token is for us alone. */
    public static @Nullable ErrorCode judgeAudience(String audience, Claims claims) {
        return Set.of(audience).equals(claims.audience()) ? null : ErrorCode.SES_TOKEN_INVALID;
    }

    /** RFC 9470: what the client must ask for at the authorization server to be let in. */
    public static String challenge(ErrorCode code, Assurance needed, Duration maxAge) {
        return switch (code) {
            case MFA_NEEDED, MFA_STALE ->
                "Bearer error=\"insufficient_user_authentication\", acr_values=\"" + needed.acr() + "\", max_age="
                        + maxAge.toSeconds();
            case SES_TOKEN_INVALID, SES_BLOCKED, SES_ENDED -> "Bearer error=\"invalid_token\"";
            default -> "Bearer";
        };
    }
}
