package fr.intraparis.identity.session;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Hears what happens to accounts, and ends the person's sessions once it is committed: who signs in anew in between has
 * what the account is now, and signs in once more.
 */
public final class EndedSessions implements EventListenerProvider {

    private static final Logger LOG = Logger.getLogger(EndedSessions.class);

    /** What takes something from a person; what gives something ends nothing. */
    private static final Set<EventType> BY_THEMSELVES = Set.of(
            EventType.UPDATE_PASSWORD, EventType.RESET_PASSWORD, EventType.REMOVE_TOTP, EventType.REMOVE_CREDENTIAL);

    private static final Pattern USER = Pattern.compile("users/([^/]+)");
    private static final Pattern PASSWORD =
            Pattern.compile("users/([^/]+)/(?:reset-password|disable-credential-types)");
    private static final Pattern CREDENTIAL = Pattern.compile("users/([^/]+)/credentials/[^/]+");
    private static final Pattern ROLES = Pattern.compile("users/([^/]+)/(?:role-mappings/.*|groups/[^/]+)");

    private final KeycloakSession session;

    EndedSessions(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        if (BY_THEMSELVES.contains(event.getType()) && event.getUserId() != null) {
            endAfterwards(event.getRealmId(), event.getUserId(), event.getType().name(), false);
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getError() != null || event.getResourcePath() == null) {
            return;
        }
        String lost = loses(event.getOperationType(), event.getResourceType(), event.getResourcePath());
        if (lost != null) {
            endAfterwards(event.getRealmId(), lost, event.getResourcePath(), false);
        } else if (event.getOperationType() == OperationType.UPDATE && event.getResourceType() == ResourceType.USER) {
            String changed = named(USER, event.getResourcePath());
            if (changed != null) {
                endAfterwards(event.getRealmId(), changed, event.getResourcePath(), true);
            }
        }
    }

    /** Who loses a role, a group, a factor or a password by it; null when nobody does. */
    static @Nullable String loses(@Nullable OperationType operation, @Nullable ResourceType resource, String path) {
        if (operation == OperationType.DELETE
                && (resource == ResourceType.REALM_ROLE_MAPPING
                        || resource == ResourceType.CLIENT_ROLE_MAPPING
                        || resource == ResourceType.GROUP_MEMBERSHIP)) {
            return named(ROLES, path);
        }
        if (resource != ResourceType.USER) {
            return null;
        }
        if (operation == OperationType.ACTION || operation == OperationType.UPDATE) {
            String reset = named(PASSWORD, path);
            if (reset != null) {
                return reset;
            }
        }
        return operation == OperationType.ACTION || operation == OperationType.DELETE ? named(CREDENTIAL, path) : null;
    }

    private static @Nullable String named(Pattern pattern, String path) {
        Matcher matcher = pattern.matcher(path);
        return matcher.matches() ? matcher.group(1) : null;
    }

    private void endAfterwards(String realm, String user, String why, boolean onlyIfDisabled) {
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                KeycloakModelUtils.runJobInTransaction(
                        session.getKeycloakSessionFactory(),
                        session.getContext(),
                        now -> end(now, realm, user, why, onlyIfDisabled));
            }

            @Override
            protected void rollbackImpl() {
                // Nothing was taken from anybody.
            }
        });
    }

    private static void end(KeycloakSession now, String realmId, String userId, String why, boolean onlyIfDisabled) {
        RealmModel realm = now.realms().getRealm(realmId);
        if (realm == null) {
            return;
        }
        now.getContext().setRealm(realm);
        UserModel user = now.users().getUserById(realm, userId);
        if (user == null || (onlyIfDisabled && user.isEnabled())) {
            return;
        }
        List<UserSessionModel> open =
                now.sessions().getUserSessionsStream(realm, user).toList();
        for (UserSessionModel one : open) {
            AuthenticationManager.backchannelLogout(now, one, true);
        }
        LOG.infov("{0} sessions of {1} ended: {2}", open.size(), user.getUsername(), why);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
