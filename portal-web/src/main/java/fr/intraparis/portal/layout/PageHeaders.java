package fr.intraparis.portal.layout;

import fr.intraparis.kernel.http.SecurityHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The headers of every page and file. Our pages need neither script nor nonce, so the policy here is tighter than the
 * door's and holds even if the door's were lost. Pages are never kept; files with a version in their address always.
 */
public class PageHeaders extends HttpFilter {
    private static final long serialVersionUID = 1L;

    static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        SecurityHeaders.set(response, POLICY);
        if (request.getServletPath().startsWith("/assets/") && request.getParameter("v") != null) {
            response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        }
        chain.doFilter(request, response);
    }
}
