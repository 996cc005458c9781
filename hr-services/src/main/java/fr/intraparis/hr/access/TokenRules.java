package fr.intraparis.hr.access;

import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.json.JsonNumber;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Judges the token before anything else reads the request. Roles are checked after it. */
@Provider
@Priority(Priorities.AUTHENTICATION + 1)
public class TokenRules implements ContainerRequestFilter {
    /** Under which property the answer finds its challenge. */
    static final String CHALLENGE = "fr.intraparis.hr.challenge";

    @Inject
    JsonWebToken token;

    @Inject
    Clock clock;

    @Inject
    Config config;

    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (token.getRawToken() == null) {
            throw refused(
                    request,
                    request.getHeaderString(HttpHeaders.AUTHORIZATION) == null
                            ? ErrorCode.SES_NONE
                            : ErrorCode.SES_TOKEN_INVALID,
                    Assurance.PWD);
        }
        Assurance needed = needed();
        ErrorCode code = TokenJudge.judge(
                new TokenJudge.Claims(
                        token.getAudience(),
                        token.getClaim("acr"),
                        instant(token.getClaim(Claims.auth_time.name())),
                        token.getClaim("agent_id")),
                needed,
                maxAge(),
                clock.instant());
        if (code != null) {
            throw refused(request, code, needed);
        }
    }

    private CodedException refused(ContainerRequestContext request, ErrorCode code, Assurance needed) {
        request.setProperty(CHALLENGE, TokenJudge.challenge(code, needed, maxAge()));
        return new CodedException(code, "");
    }

    private Duration maxAge() {
        return config.getValue("hr.max-auth-age", Duration.class);
    }

    private Assurance needed() {
        NeedsAssurance said = resource.getResourceMethod().getAnnotation(NeedsAssurance.class);
        if (said == null) {
            said = resource.getResourceClass().getAnnotation(NeedsAssurance.class);
        }
        if (said == null) {
            throw new IllegalStateException(resource.getResourceMethod() + " does not say its assurance");
        }
        return said.value();
    }

    private static @Nullable Instant instant(@Nullable Object seconds) {
        if (seconds instanceof JsonNumber number) {
            return Instant.ofEpochSecond(number.longValue());
        }
        return seconds instanceof Number number ? Instant.ofEpochSecond(number.longValue()) : null;
    }
}
