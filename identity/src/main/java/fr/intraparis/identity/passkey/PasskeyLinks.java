package fr.intraparis.identity.passkey;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resources.LoginActionsService;

/**
 * {@code POST /realms/nomades/nomades-passkey-links}: makes the link with which one person binds one passkey. Only the
 * service account of the client {@code gateway-admin} is heard.
 */
public final class PasskeyLinks implements RealmResourceProvider {

    /** The client whose service account may ask. */
    static final String CALLER = "gateway-admin";

    /** The client on whose behalf the link is opened: its start page is where the person ends. */
    static final String DOOR = "auth-gateway";

    static final Duration LIFE = Duration.ofMinutes(10);

    private static final Logger LOG = Logger.getLogger(PasskeyLinks.class);

    private final KeycloakSession session;

    PasskeyLinks(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getResource() {
        return this;
    }

    /** Makes a link for the person named: 201 with {@code url} and {@code expires}; 401, 403 or 404 with a code. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response make(Map<String, String> order) {
        var caller = new AppAuthManager.BearerTokenAuthenticator(session).authenticate();
        if (caller == null) {
            return problem(401, "NOM-SES-006");
        }
        if (!CALLER.equals(caller.client().getClientId())
                || !caller.client().getId().equals(caller.user().getServiceAccountClientLink())) {
            return problem(403, "NOM-SES-008");
        }
        var realm = session.getContext().getRealm();
        UserModel person = person(order.get("username"));
        if (person == null) {
            return problem(404, "NOM-PRV-004");
        }
        int expires = Time.currentTime() + (int) LIFE.toSeconds();
        var token = new ExecuteActionsActionToken(person.getId(), expires, List.of(BindPasskeyFactory.ID), null, DOOR);
        var uri = session.getContext().getUri();
        String url = LoginActionsService.actionTokenProcessor(uri)
                .queryParam("key", token.serialize(session, realm, uri))
                .build(realm.getName())
                .toString();
        LOG.infov("passkey link made for {0}", person.getUsername());
        return Response.status(Response.Status.CREATED)
                .header("Cache-Control", "no-store")
                .entity(Map.of(
                        "url", url, "expires", Instant.ofEpochSecond(expires).toString()))
                .build();
    }

    /** Service accounts have no keyboard: a passkey for one would be a back door. */
    private @Nullable UserModel person(@Nullable String username) {
        if (username == null || username.isBlank()) {
            return null;
        }
        UserModel user = session.users().getUserByUsername(session.getContext().getRealm(), username);
        return user != null && user.isEnabled() && user.getServiceAccountClientLink() == null ? user : null;
    }

    private static Response problem(int status, String code) {
        return Response.status(status)
                .type("application/problem+json")
                .entity(Map.of("status", status, "code", code, "type", "about:blank"))
                .build();
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
