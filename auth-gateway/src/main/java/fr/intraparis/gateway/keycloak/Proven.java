package fr.intraparis.gateway.keycloak;

import com.nimbusds.jwt.JWTClaimsSet;
import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Role;
import java.text.ParseException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a validated token says about a person. */
public record Proven(
        String subject,
        @Nullable AgentId agentId,
        String username,
        String name,
        Set<Role> roles,
        Assurance assurance,
        List<String> amr,
        Instant authTime,
        String sid) {

    /** Reads it; a claim that is missing or of another kind makes the token useless. */
    public static Proven of(JWTClaimsSet claims) {
        try {
            Set<Role> roles = EnumSet.noneOf(Role.class);
            list(claims, "groups").forEach(group -> Role.ofClaim(group).ifPresent(roles::add));
            String agent = claims.getStringClaim("agent_id");
            return new Proven(
                    claims.getSubject(),
                    agent == null ? null : new AgentId(agent),
                    text(claims, "upn"),
                    Optional.ofNullable(claims.getStringClaim("name")).orElse(text(claims, "upn")),
                    Set.copyOf(roles),
                    Assurance.ofAcr(claims.getStringClaim("acr")),
                    list(claims, "amr"),
                    Instant.ofEpochSecond(number(claims, "auth_time")),
                    text(claims, "sid"));
        } catch (ParseException otherKind) {
            throw new CodedException(ErrorCode.IDP_GARBLED, "a claim is of another kind", otherKind);
        }
    }

    private static List<String> list(JWTClaimsSet claims, String name) throws ParseException {
        List<String> values = claims.getStringListClaim(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    private static String text(JWTClaimsSet claims, String name) throws ParseException {
        String value = claims.getStringClaim(name);
        if (value == null || value.isBlank()) {
            throw new CodedException(ErrorCode.IDP_GARBLED, "the token lacks " + name);
        }
        return value;
    }

    private static long number(JWTClaimsSet claims, String name) throws ParseException {
        Long value = claims.getLongClaim(name);
        if (value == null) {
            throw new CodedException(ErrorCode.IDP_GARBLED, "the token lacks " + name);
        }
        return value;
    }
}
