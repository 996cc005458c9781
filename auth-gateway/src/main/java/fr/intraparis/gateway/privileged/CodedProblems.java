package fr.intraparis.gateway.privileged;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.Problem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Instant;
import java.util.Locale;

/** Whatever goes wrong in the API leaves it as a coded problem. */
@Provider
public class CodedProblems implements ExceptionMapper<Throwable> {
    private static final Log LOG = Log.of(CodedProblems.class);

    @Context
    HttpHeaders headers;

    @Override
    public Response toResponse(Throwable thrown) {
        ErrorCode code = ErrorCode.SYS_UNEXPECTED;
        String detail = "";
        if (thrown instanceof CodedException coded) {
            code = coded.code();
            detail = coded.detail();
            LOG.info("refused", "code", code.code(), "detail", detail);
        } else if (thrown instanceof WebApplicationException web) {
            code = switch (web.getResponse().getStatus()) {
                case 404 -> ErrorCode.REL_NO_ROUTE;
                case 405 -> ErrorCode.REL_METHOD;
                case 406 -> ErrorCode.SYS_NOT_ACCEPTABLE;
                case 415 -> ErrorCode.SYS_MEDIA_TYPE;
                default -> ErrorCode.SYS_BAD_REQUEST;
            };
        } else {
            LOG.error("unexpected failure in the door's API", thrown);
        }
        boolean english = headers.getAcceptableLanguages().stream()
                .map(Locale::getLanguage)
                .filter(language -> language.equals("fr") || language.equals("en"))
                .findFirst()
                .orElse("fr")
                .equals("en");
        Problem problem = Problem.of(
                code, detail, CorrelationId.current(), Instant.now(), english ? Locale.ENGLISH : Locale.FRENCH);
        Response.ResponseBuilder answer =
                Response.status(code.status()).type(Problem.MEDIA_TYPE).entity(problem.toJson());
        return (code.status() == 401 ? answer.header("WWW-Authenticate", "Bearer") : answer).build();
    }
}
