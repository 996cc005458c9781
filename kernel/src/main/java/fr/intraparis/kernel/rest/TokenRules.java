package fr.intraparis.kernel.rest;

import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Standing;
import fr.intraparis.kernel.http.BlockWatch;
import jakarta.annotation.Priority;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Judges the token before anything else reads the request, and whether its session is blocked: a token outlives nothing.
 * Roles are checked after it.
 */
@Priority(Priorities.AUTHENTICATION + 1)
public final class TokenRules implements ContainerRequestFilter {
    /** Under which request property {@link Problems} finds the challenge to send. */
    static final String CHALLENGE = "fr.intraparis.challenge";

    private final String audience;
    private final Duration maxAge;
    private final Clock clock;

    @Context
    ResourceInfo resource;

    @Context
    ServletContext war;

    /**
     * @param audience the one audience of our tokens
     * @param maxAge how old the second factor may be
     */
    @SuppressWarnings("NullAway.Init") // `resource` and `war` are set by the JAX-RS runtime
    public TokenRules(String audience, Duration maxAge, Clock clock) {
        this.audience = audience;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!(request.getSecurityContext().getUserPrincipal() instanceof JsonWebToken token)
                || token.getRawToken() == null) {
            throw refused(
                    request,
                    request.getHeaderString(HttpHeaders.AUTHORIZATION) == null
                            ? ErrorCode.SES_NONE
                            : ErrorCode.SES_TOKEN_INVALID,
                    Assurance.PWD);
        }
        new Standing(text(token.getClaim("zone"))).bind();
        TokenJudge.Claims claims = new TokenJudge.Claims(
                token.getAudience(),
                text(token.getClaim("acr")),
                instant(token.getClaim("auth_time")),
                text(token.getClaim("agent_id")));
        Assurance needed = Assurance.PWD;
        ErrorCode code = TokenJudge.judgeAudience(audience, claims);
        if (code == null) {
            code = BlockWatch.of(war).judge(token.getSubject(), text(token.getClaim("sid")));
        }
        if (code != null) {
            throw refused(request, code, needed);
        }
        if (said(CalledByServices.class) != null) {
            return;
        }
        NeedsAssurance said = said(NeedsAssurance.class);
        if (said == null) {
            throw new IllegalStateException(resource.getResourceMethod() + " does not say its assurance");
        }
        needed = said.value();
        code = TokenJudge.judge(audience, claims, needed, maxAge, clock.instant());
        if (code != null) {
            throw refused(request, code, needed);
        }
    }

    private CodedException refused(ContainerRequestContext request, ErrorCode code, Assurance needed) {
        request.setProperty(CHALLENGE, TokenJudge.challenge(code, needed, maxAge));
        return new CodedException(code, "");
    }

    private <A extends Annotation> @Nullable A said(Class<A> what) {
        A onMethod = resource.getResourceMethod().getAnnotation(what);
        return onMethod != null ? onMethod : resource.getResourceClass().getAnnotation(what);
    }

    static @Nullable String text(@Nullable Object claim) {
        if (claim instanceof JsonString string) {
            return string.getString();
        }
        return claim instanceof String string ? string : null;
    }

    private static @Nullable Instant instant(@Nullable Object seconds) {
        if (seconds instanceof JsonNumber number) {
            return Instant.ofEpochSecond(number.longValue());
        }
        return seconds instanceof Number number ? Instant.ofEpochSecond(number.longValue()) : null;
    }
}
