package fr.intraparis.portal.layout;

import fr.intraparis.kernel.http.SecurityHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers of every page and file. Our pages run one script, the door's, which the door's nonce lets in and which
 * speaks to the door alone; without the door there is none. So the policy here is tighter than the door's and holds even
 * if the door's were lost. Pages are never kept; files with a version in their address always.
 */
public class PageHeaders extends HttpFilter {
    private static final long serialVersionUID = 1L;

    static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    /** Where the door says the nonce of this page. */
    public static final String NONCE = "Nomades-Csp-Nonce";

    private static final Pattern NONCE_FORM = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    static String policy(@Nullable String nonce) {
        return nonce != null && NONCE_FORM.matcher(nonce).matches()
                ? POLICY + "; script-src 'nonce-" + nonce + "'; connect-src 'self'"
                : POLICY;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        SecurityHeaders.set(response, policy(request.getHeader(NONCE)));
        if (request.getServletPath().startsWith("/assets/") && request.getParameter("v") != null) {
            response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        }
        chain.doFilter(request, response);
    }
}
