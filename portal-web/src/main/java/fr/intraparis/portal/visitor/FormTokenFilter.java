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

/** A form counts only if it repeats the token which the door keeps for this session (statement S29). */
public class FormTokenFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Set<String> READING = Set.of("GET", "HEAD");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (READING.contains(request.getMethod())
                || matches(request.getHeader(FormGuard.TOKEN_HEADER), request.getParameter(FormGuard.TOKEN_FIELD))) {
            chain.doFilter(request, response);
            return;
        }
        request.setAttribute(StrictHttpFilter.CODE, ErrorCode.SES_FORM_EXPIRED);
        response.sendError(ErrorCode.SES_FORM_EXPIRED.status());
    }

    static boolean matches(@Nullable String expected, @Nullable String sent) {
        return expected != null
                && !expected.isBlank()
                && sent != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}
