package fr.intraparis.identity.session;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Offers {@link EndedSessions} to realms that name it among their listeners. */
public final class EndedSessionsFactory implements EventListenerProviderFactory {

    /** As a realm names it. */
    public static final String ID = "nomades-ended-sessions";

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new EndedSessions(session);
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing to configure.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
