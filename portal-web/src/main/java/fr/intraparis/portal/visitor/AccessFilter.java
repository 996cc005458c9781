package fr.intraparis.portal.visitor;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.http.BlockWatch;
import fr.intraparis.kernel.http.StrictHttpFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Who may see which page. A filter and not a constraint of {@code web.xml}: with those, Payara was seen to answer a
 * request without a token with an empty 200. A wrong token never comes as far as here; the token of a blocked session
 * does, and opens nothing.
 */
public class AccessFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Set<String> AUDIENCE = Set.of("portal-web");
    private static final Set<String> OPEN = Set.of("/ready");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        Principal visitor = request.getUserPrincipal();
        ErrorCode refused = judge(visitor, path, request);
        if (refused == null) {
            chain.doFilter(request, response);
        } else {
            request.setAttribute(StrictHttpFilter.CODE, refused);
            response.sendError(refused.status());
        }
    }

    private static @Nullable ErrorCode judge(@Nullable Principal visitor, String path, HttpServletRequest request) {
        if (isOpen(path)) {
            return null;
        }
        if (visitor != null) {
            if (!(visitor instanceof JsonWebToken token) || !forUsAlone(token)) {
                return ErrorCode.SES_TOKEN_INVALID;
            }
            ErrorCode blocked =
                    BlockWatch.of(request.getServletContext()).judge(token.getSubject(), token.getClaim("sid"));
            if (blocked != null) {
                return blocked;
            }
        }
        return judge(path, visitor != null, role -> request.isUserInRole(role.claim()));
    }

    /** The server is content when we are among the audiences; a token that opens a neighbour too is none of ours. */
    private static boolean forUsAlone(JsonWebToken token) {
        return AUDIENCE.equals(token.getAudience());
    }

    private static boolean isOpen(String path) {
        return OPEN.contains(path) || path.startsWith("/assets/");
    }

    /** Why that path is refused to that visitor; null if it is not. */
    static @Nullable ErrorCode judge(String path, boolean known, Predicate<Role> has) {
        if (isOpen(path)) {
            return null;
        }
        if (!known) {
            return ErrorCode.SES_NONE;
        }
        if (!has.test(Role.AGENT)) {
            return ErrorCode.SES_ROLE_MISSING;
        }
        if (path.startsWith("/privileged") && !has.test(Role.PRIVILEGED)) {
            return ErrorCode.PRV_ROLE_MISSING;
        }
        // One page, one address: and the servlet that serves resources of Faces is out of reach.
        return path.endsWith(".xhtml") ? ErrorCode.REL_NO_ROUTE : null;
    }
}
