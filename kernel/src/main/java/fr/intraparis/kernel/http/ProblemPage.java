package fr.intraparis.kernel.http;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The error page of the WARs that speak JSON: what the container refuses (no token, wrong role, unknown path) or lets
 * fall becomes a problem with its code and correlation id, never a stack trace. Mapped in {@code web.xml} by
 * {@code <error-page>} without a status.
 */
public final class ProblemPage extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Log LOG = Log.of(ProblemPage.class);

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ErrorCode code = codeOf(request, response);
        // A container that refuses before our filters has bound nothing.
        String named = response.getHeader(CorrelationId.HEADER);
        CorrelationId id = CorrelationId.of(named != null ? named : request.getHeader(CorrelationId.HEADER));
        Problem problem = Problem.of(code, "", id, Instant.now(), Language.of(request));
        response.setStatus(code.status());
        response.setHeader(CorrelationId.HEADER, id.value());
        SecurityHeaders.set(response, SecurityHeaders.NOTHING);
        if (code.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.setContentType(Problem.MEDIA_TYPE);
        byte[] body = problem.toJson().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The code that an error page shows: the one set on the request, that of the exception, or that of the status. */
    public static ErrorCode codeOf(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(StrictHttpFilter.CODE) instanceof ErrorCode set) {
            return set;
        }
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
            for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                if (cause instanceof CodedException coded) {
                    return coded.code();
                }
            }
            LOG.error("unexpected failure", thrown);
            return ErrorCode.SYS_UNEXPECTED;
        }
        int status = Optional.ofNullable(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
                .map(Integer.class::cast)
                .orElse(response.getStatus());
        return ofStatus(status, request.getHeader("Authorization") != null);
    }

    /** The code for a bare status. */
    public static ErrorCode ofStatus(int status, boolean tokenPresented) {
        return switch (status) {
            case 400 -> ErrorCode.SYS_BAD_REQUEST;
            case 401 -> tokenPresented ? ErrorCode.SES_TOKEN_INVALID : ErrorCode.SES_NONE;
            case 403 -> ErrorCode.SES_ROLE_MISSING;
            case 404 -> ErrorCode.REL_NO_ROUTE;
            case 405 -> ErrorCode.REL_METHOD;
            case 406 -> ErrorCode.SYS_NOT_ACCEPTABLE;
            case 413 -> ErrorCode.REL_TOO_LARGE;
            case 415 -> ErrorCode.SYS_MEDIA_TYPE;
            case 503 -> ErrorCode.SYS_NOT_READY;
            default -> ErrorCode.SYS_UNEXPECTED;
        };
    }
}
