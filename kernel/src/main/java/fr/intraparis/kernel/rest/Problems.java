package fr.intraparis.kernel.rest;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.http.Language;
import fr.intraparis.kernel.http.ProblemPage;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.persistence.PersistenceException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.security.Principal;
import java.sql.SQLException;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Every failure as a problem with its code, in the caller's language; refusals are announced as {@link Refused}. */
public final class Problems implements ExceptionMapper<Throwable> {
    private static final Log LOG = Log.of(Problems.class);
    private static final Pattern FIELD = Pattern.compile("property '?([A-Za-z]{1,30})'?");

    private final Clock clock;

    @Context
    HttpServletRequest request;

    /** @param clock the module's */
    @SuppressWarnings("NullAway.Init") // `request` is set by the JAX-RS runtime
    public Problems(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Response toResponse(Throwable thrown) {
        CodedException coded = codedIn(thrown);
        ErrorCode code = coded != null ? coded.code() : codeOf(thrown);
        if (code.status() >= 500) {
            LOG.error("failed", thrown, "code", code.code());
        }
        // 404: an object that is another's or was never there, not a path that nobody serves.
        if (code.status() == 401 || code.status() == 403 || (code.status() == 404 && code != ErrorCode.REL_NO_ROUTE)) {
            CDI.current()
                    .getBeanContainer()
                    .getEvent()
                    .select(Refused.class)
                    .fire(new Refused(actor(), request.getMethod(), request.getRequestURI(), code));
        }
        Problem problem = Problem.of(
                code,
                coded != null ? coded.detail() : field(thrown),
                CorrelationId.current(),
                clock.instant(),
                Language.of(request));
        Response.ResponseBuilder answer =
                Response.status(code.status()).type(Problem.MEDIA_TYPE).entity(problem.toJson());
        if (code.status() == 401) {
            Object challenge = request.getAttribute(TokenRules.CHALLENGE);
            answer.header(HttpHeaders.WWW_AUTHENTICATE, challenge == null ? "Bearer" : challenge);
        }
        return answer.build();
    }

    private static @Nullable CodedException codedIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CodedException coded) {
                return coded;
            }
        }
        return null;
    }

    /** The field that could not be read, so that the caller can correct it. */
    private static String field(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonbException && cause.getMessage() != null) {
                Matcher named = FIELD.matcher(cause.getMessage());
                if (named.find()) {
                    return named.group(1);
                }
            }
        }
        return "";
    }

    private ErrorCode codeOf(Throwable thrown) {
        boolean tokenPresented = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        if (thrown instanceof NotAuthorizedException) {
            return tokenPresented ? ErrorCode.SES_TOKEN_INVALID : ErrorCode.SES_NONE;
        }
        if (thrown instanceof ForbiddenException) {
            return ErrorCode.SES_ROLE_MISSING;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonbException || cause instanceof JsonException) {
                return ErrorCode.SYS_BAD_REQUEST;
            }
            if (cause instanceof SQLException
                    || cause instanceof PersistenceException
                    || cause instanceof TransactionalException) {
                return ErrorCode.SYS_DATABASE;
            }
        }
        if (thrown instanceof WebApplicationException web) {
            return ProblemPage.ofStatus(web.getResponse().getStatus(), tokenPresented);
        }
        return thrown instanceof ProcessingException ? ErrorCode.SYS_BAD_REQUEST : ErrorCode.SYS_UNEXPECTED;
    }

    private String actor() {
        Principal principal = request.getUserPrincipal();
        String agentId = principal instanceof JsonWebToken token ? TokenRules.text(token.getClaim("agent_id")) : null;
        if (agentId != null) {
            return agentId;
        }
        return principal == null || principal.getName() == null ? "-" : principal.getName();
    }
}
