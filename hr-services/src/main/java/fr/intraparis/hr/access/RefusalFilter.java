package fr.intraparis.hr.access;

import fr.intraparis.hr.act.Refusals;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.http.ProblemPage;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/**
 * What the server itself refuses, before any of our filters (a bad signature, a foreign audience, an expired token), is
 * written into the audit too, under the correlation id that the error page shows.
 */
@WebFilter(urlPatterns = "/problem", dispatcherTypes = DispatcherType.ERROR)
public class RefusalFilter extends HttpFilter {
    @Serial
    private static final long serialVersionUID = 1L;

    @Inject
    transient Refusals refusals;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String named = response.getHeader(CorrelationId.HEADER);
        CorrelationId id = CorrelationId.of(named != null ? named : request.getHeader(CorrelationId.HEADER));
        response.setHeader(CorrelationId.HEADER, id.value());
        id.bind();
        try {
            if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
                Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
                refusals.record(request.getMethod(), String.valueOf(path), ProblemPage.codeOf(request, response));
            }
            chain.doFilter(request, response);
        } finally {
            CorrelationId.unbind();
        }
    }
}
