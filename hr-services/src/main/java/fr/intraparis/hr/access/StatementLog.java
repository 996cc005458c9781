package fr.intraparis.hr.access;

import fr.intraparis.hr.act.SqlCount;
import fr.intraparis.kernel.Log;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;

/** One log line per request with {@code sqlCount}: how many statements JPA sent, so that a test sees a query per row. */
@PreMatching
public final class StatementLog implements ContainerRequestFilter, ContainerResponseFilter {
    private static final Log LOG = Log.of(StatementLog.class);

    @Override
    public void filter(ContainerRequestContext request) {
        SqlCount.restart();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext answer) {
        LOG.info("statements", "path", request.getUriInfo().getPath(), "sqlCount", SqlCount.current());
    }
}
