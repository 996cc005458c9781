package fr.intraparis.hr.access;

import fr.intraparis.hr.act.Refusals;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.http.Language;
import jakarta.inject.Inject;
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
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Every failure as a problem with its code, in the caller's language; refusals are written into the audit. */
@Provider
public class Problems implements ExceptionMapper<Throwable> {
    private static final Log LOG = Log.of(Problems.class);

    private static final Pattern FIELD = Pattern.compile("property '?([A-Za-z]{1,30})'?");

    @Inject
    Refusals refusals;

    @Inject
    Clock clock;

    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(Throwable thrown) {
        CodedException coded = codedIn(thrown);
        ErrorCode code = coded != null ? coded.code() : codeOf(thrown);
        if (code.status() >= 500) {
            LOG.error("failed", thrown, "code", code.code());
        }
        if (code.status() == 401 || code.status() == 403 || code == ErrorCode.HRS_NOT_FOUND) {
            refusals.record(request.getMethod(), request.getRequestURI(), code);
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
        if (thrown instanceof NotAuthorizedException) {
            return request.getHeader(HttpHeaders.AUTHORIZATION) == null
                    ? ErrorCode.SES_NONE
                    : ErrorCode.SES_TOKEN_INVALID;
        }
        if (thrown instanceof ForbiddenException) {
            return ErrorCode.SES_ROLE_MISSING;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonbException || cause instanceof JsonException) {
                return ErrorCode.SYS_BAD_REQUEST;
            }
            if (cause instanceof PersistenceException
                    || cause instanceof SQLException
                    || cause instanceof TransactionalException) {
                return ErrorCode.SYS_DATABASE;
            }
        }
        if (thrown instanceof WebApplicationException web) {
            return switch (web.getResponse().getStatus()) {
                case 400 -> ErrorCode.SYS_BAD_REQUEST;
                case 404 -> ErrorCode.REL_NO_ROUTE;
                case 405 -> ErrorCode.REL_METHOD;
                case 406 -> ErrorCode.SYS_NOT_ACCEPTABLE;
                case 413 -> ErrorCode.REL_TOO_LARGE;
                case 415 -> ErrorCode.SYS_MEDIA_TYPE;
                default -> ErrorCode.SYS_UNEXPECTED;
            };
        }
        return thrown instanceof ProcessingException ? ErrorCode.SYS_BAD_REQUEST : ErrorCode.SYS_UNEXPECTED;
    }
}
