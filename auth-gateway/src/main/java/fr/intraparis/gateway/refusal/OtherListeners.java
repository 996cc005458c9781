package fr.intraparis.gateway.refusal;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Step.Then;
import fr.intraparis.gateway.readiness.Readiness;
import fr.intraparis.gateway.rootcertificate.BootstrapPage;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The bootstrap listener and the internal one: each serves its own few things and nothing else. They are told apart by
 * the local port, which a client can't influence (docs/decisions/0003-listeners.md).
 */
@ApplicationScoped
public class OtherListeners {
    private static final List<String> CONTAINER = List.of("/nomades/api/", "/metrics", "/health", "/openapi");

    @Inject
    @ConfigProperty(name = "nomades.bootstrap-port", defaultValue = "8480")
    int bootstrapPort;

    @Inject
    @ConfigProperty(name = "nomades.internal-port", defaultValue = "8444")
    int internalPort;

    @Inject
    OwnPages ownPages;

    @Inject
    BootstrapPage bootstrap;

    @Inject
    Readiness readiness;

    /** Answers what came in by another listener than the door's; else lets the next step run. */
    public Then serve(Exchange exchange) throws IOException {
        int port = exchange.request().getLocalPort();
        if (port == bootstrapPort || !exchange.request().isSecure()) {
            // The style of the page, and of the errors there.
            if (exchange.visit().path().startsWith(OwnPages.ASSETS)) {
                return ownPages.serve(exchange);
            }
            bootstrap.serve(exchange);
            return Then.DONE;
        }
        if (port != internalPort) {
            return Then.NEXT;
        }
        String path = exchange.visit().path();
        if (path.equals("/nomades/ready")) {
            readiness.serve(exchange);
            return Then.DONE;
        }
        if (CONTAINER.stream().anyMatch(prefix -> path.startsWith(prefix))) {
            return Then.CONTAINER;
        }
        throw new CodedException(ErrorCode.REL_NO_ROUTE, "");
    }
}
