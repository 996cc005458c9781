package fr.intraparis.gateway.agent;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Route;
import fr.intraparis.gateway.Step.Then;
import fr.intraparis.gateway.Upstream;
import fr.intraparis.gateway.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;

/** The pages of the door that need a session: the policy has let the person in. */
@ApplicationScoped
public class AgentPages {
    @Inject
    ExplainPage explain;

    @Inject
    SessionsPage sessions;

    /** Serves one of them, or lets the next step run. */
    public Then serve(Exchange exchange) throws IOException {
        Route route = exchange.route();
        Session session = exchange.session();
        if (route == null || route.upstream() != Upstream.DOOR || session == null) {
            return Then.NEXT;
        }
        switch (route.name()) {
            case "explain" -> explain.serve(exchange, session);
            case "sessions" -> sessions.serve(exchange, session);
            default -> throw new IllegalStateException("nobody serves " + route.name());
        }
        return Then.DONE;
    }
}
