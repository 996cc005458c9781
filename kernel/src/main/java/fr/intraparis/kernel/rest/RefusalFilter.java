package fr.intraparis.kernel.rest;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.http.ProblemPage;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/**
 * What the server itself refuses, before any of our filters (a bad signature, a foreign audience, an expired token), is
 * announced as {@link Refused} too, under the correlation id that the error page shows. Mapped in {@code web.xml} to the
 * error page, dispatcher {@code ERROR}.
 */
public final class RefusalFilter extends HttpFilter {
    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String named = response.getHeader(CorrelationId.HEADER);
        CorrelationId id = CorrelationId.of(named != null ? named : request.getHeader(CorrelationId.HEADER));
        response.setHeader(CorrelationId.HEADER, id.value());
        id.bind();
        try {
            if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
                CDI.current()
                        .getBeanContainer()
                        .getEvent()
                        .select(Refused.class)
                        .fire(new Refused(
                                "-",
                                request.getMethod(),
                                String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)),
                                ProblemPage.codeOf(request, response)));
            }
            chain.doFilter(request, response);
        } finally {
            CorrelationId.unbind();
        }
    }
}
