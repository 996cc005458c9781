package fr.intraparis.kernel.rest;

import fr.intraparis.kernel.http.SecurityHeaders;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;

/** The header set of answers that are not pages, on every answer. */
public final class AnswerHeaders implements ContainerResponseFilter {
    @Context
    HttpServletResponse response;

    /** Made once per application. */
    @SuppressWarnings("NullAway.Init") // `response` is set by the JAX-RS runtime
    public AnswerHeaders() {}

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext answer) {
        SecurityHeaders.set(response, SecurityHeaders.NOTHING);
    }
}
