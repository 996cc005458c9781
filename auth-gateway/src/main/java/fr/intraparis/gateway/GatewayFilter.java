package fr.intraparis.gateway;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.http.SecurityHeaders;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.security.SecureRandom;
import java.util.Base64;

/** Where a request enters: puts the door's headers on the response, then hands it to the pipeline. */
public class GatewayFilter extends HttpFilter {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    transient GatewayPipeline pipeline;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (pipeline.run(enter(request, response, CorrelationId.current())) == Step.Then.CONTAINER) {
            chain.doFilter(request, response);
        }
    }

    /** A new one for each answer. */
    static String nonce() {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** A new exchange; its headers are on the response from here on, whatever becomes of it. */
    static Exchange enter(HttpServletRequest request, HttpServletResponse response, CorrelationId id) {
        String nonce = nonce();
        SecurityHeaders.set(response, SecurityHeaders.contentSecurityPolicy(nonce));
        return new Exchange(request, response, id, nonce);
    }
}
