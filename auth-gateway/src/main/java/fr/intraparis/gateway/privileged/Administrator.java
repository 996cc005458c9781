package fr.intraparis.gateway.privileged;

import com.nimbusds.jwt.JWTClaimsSet;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Role;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who asks, as proven by a token whose signature, issuer, audience and times have been checked.
 *
 * @param subject Keycloak's id of the account
 * @param name as the audit names them: the agent's number, else the account
 */
record Administrator(String subject, String name) {
    /** The factor of a passkey in {@code amr}. */
    private static final String HARDWARE_KEY = "hwk";

    /**
     * Judges the claims: a pure rule.
     *
     * @param most how long ago the passkey may have been used
     * @throws CodedException the exact code of what is missing
     */
    static Administrator of(JWTClaimsSet claims, Instant now, Duration most) {
        try {
            if (claims.getAudience().size() != 1) {
                throw new CodedException(ErrorCode.SES_TOKEN_INVALID, "");
            }
            if (!Optional.ofNullable(claims.getStringListClaim("groups"))
                    .orElse(List.of())
                    .contains(Role.IT_ADMIN.claim())) {
                throw new CodedException(ErrorCode.PRV_ROLE_MISSING, "");
            }
            boolean passkey = Assurance.ofAcr(claims.getStringClaim("acr")).atLeast(Assurance.PHR)
                    && Optional.ofNullable(claims.getStringListClaim("amr"))
                            .orElse(List.of())
                            .contains(HARDWARE_KEY);
            if (!passkey) {
                throw new CodedException(ErrorCode.PRV_PASSKEY_NEEDED, "");
            }
            Long proven = claims.getLongClaim("auth_time");
            if (proven == null || now.isAfter(Instant.ofEpochSecond(proven).plus(most))) {
                throw new CodedException(ErrorCode.MFA_STALE, "");
            }
            String agent = claims.getStringClaim("agent_id");
            String account = claims.getStringClaim("upn");
            return new Administrator(
                    claims.getSubject(),
                    agent != null ? agent : Optional.ofNullable(account).orElse(claims.getSubject()));
        } catch (ParseException garbled) {
            throw new CodedException(ErrorCode.SES_TOKEN_INVALID, "", garbled);
        }
    }
}
