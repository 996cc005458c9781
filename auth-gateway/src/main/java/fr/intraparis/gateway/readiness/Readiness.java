package fr.intraparis.gateway.readiness;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.GatewayStart;
import fr.intraparis.gateway.posture.Browsers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** True only when the door can let people in, and can tell their browsers apart. */
@ApplicationScoped
public class Readiness {
    @Inject
    GatewayStart start;

    /** Answers 200 or 503, with what is missing. */
    public void serve(Exchange exchange) throws IOException {
        boolean browsers = Browsers.prepared();
        boolean started = start.ready();
        boolean ready = browsers && started;
        HttpServletResponse response = exchange.response();
        response.setStatus(ready ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        byte[] body = Json.createObjectBuilder()
                .add("ready", ready)
                .add("browsers", browsers)
                .add("databaseAndKeycloak", started)
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
