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
 * A form counts only if it repeats the token which the door keeps for this session (statement S29). And Faces never
 * gets to see a view state that a client has made: our views have none.
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
        if (!matches(request.getHeader(FormGuard.TOKEN_HEADER), request.getParameter(FormGuard.TOKEN_FIELD))) {
            return ErrorCode.SES_FORM_EXPIRED;
        }
        String state = request.getParameter(VIEW_STATE);
        return state == null || state.equals(NO_STATE) ? null : ErrorCode.SYS_BAD_REQUEST;
    }

    static boolean matches(@Nullable String expected, @Nullable String sent) {
        return expected != null
                && !expected.isBlank()
                && sent != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}
