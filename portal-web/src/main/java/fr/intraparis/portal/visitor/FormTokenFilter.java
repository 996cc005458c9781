package fr.intraparis.portal.visitor;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.http.StrictHttpFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Without the door no form is accepted, and Faces never gets to see a view state that a client has made: our views have
 * none. A form that repeats the token of an earlier session (statement S29) is let through to be shown again with all
 * that was typed: nothing is done with it, see {@link FormGuard#isAccepted()}.
 */
public class FormTokenFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String VIEW_STATE = "jakarta.faces.ViewState";
    private static final String NO_STATE = "stateless";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ErrorCode refused = READING.contains(request.getMethod()) ? null : judge(request);
        if (refused == null) {
            chain.doFilter(request, response);
        } else {
            request.setAttribute(StrictHttpFilter.CODE, refused);
            response.sendError(refused.status());
        }
    }

    private static @Nullable ErrorCode judge(HttpServletRequest request) {
        String expected = request.getHeader(FormGuard.TOKEN_HEADER);
        String state = request.getParameter(VIEW_STATE);
        if (!matches(expected, request.getParameter(FormGuard.TOKEN_FIELD))
                && !againstAnEarlierSession(expected, state)) {
            return ErrorCode.SES_FORM_EXPIRED;
        }
        return state == null || state.equals(NO_STATE) ? null : ErrorCode.SYS_BAD_REQUEST;
    }

    /** One of our forms, which the door has let through: it lets nothing through that another site sent. */
    private static boolean againstAnEarlierSession(@Nullable String expected, @Nullable String state) {
        return expected != null && !expected.isBlank() && NO_STATE.equals(state);
    }

    static boolean matches(@Nullable String expected, @Nullable String sent) {
        return expected != null
                && !expected.isBlank()
                && sent != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}
