package fr.intraparis.hr.access;

import fr.intraparis.hr.act.SqlCount;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.http.SecurityHeaders;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * The header set on every answer, and one log line per request with {@code sqlCount}: how many statements JPA sent for it
 * (so that a test sees a query per row).
 */
@Provider
@PreMatching
public class AnswerHeaders implements ContainerRequestFilter, ContainerResponseFilter {
    private static final Log LOG = Log.of(AnswerHeaders.class);

    @Context
    HttpServletResponse response;

    @Override
    public void filter(ContainerRequestContext request) {
        SqlCount.restart();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext answer) {
        SecurityHeaders.set(response, SecurityHeaders.NOTHING);
        LOG.info("statements", "path", request.getUriInfo().getPath(), "sqlCount", SqlCount.current());
    }
}
