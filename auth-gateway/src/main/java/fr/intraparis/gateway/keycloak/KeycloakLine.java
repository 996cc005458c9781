package fr.intraparis.gateway.keycloak;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/**
 * The line to Keycloak. When most calls fail it is left alone for a moment, so that a frozen Keycloak does not hold a
 * thread for three seconds per request.
 */
@ApplicationScoped
public class KeycloakLine {
    private final TimedHttp http = new TimedHttp();

    /**
     * Sends one request.
     *
     * @throws CodedException NOM-IDP-001 when it is down, says that it is failing or too busy; NOM-IDP-002 when it does
     *     not answer in time
     */
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.7, delay = 2_000, successThreshold = 1)
    @Bulkhead(48)
    public HTTPResponse send(HTTPRequest request) {
        return ask(request);
    }

    /** The same for a question that is asked again until it is answered, at start: it must not count as trouble. */
    public HTTPResponse ask(HTTPRequest request) {
        try {
            HTTPResponse response = request.send(http);
            if (response.getStatusCode() >= 500 || response.getStatusCode() == 429) {
                throw Keycloak.failure(response.getStatusCode());
            }
            return response;
        } catch (HttpTimeoutException slow) {
            throw new CodedException(ErrorCode.IDP_SLOW, "", slow);
        } catch (IOException down) {
            throw new CodedException(ErrorCode.IDP_DOWN, "", down);
        }
    }
}
