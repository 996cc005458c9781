package fr.intraparis.identity.page;

import jakarta.ws.rs.core.UriBuilder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.forms.login.LoginFormsPages;
import org.keycloak.forms.login.freemarker.FreeMarkerLoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.services.messages.Messages;
import org.keycloak.theme.Theme;

/** Keycloak's pages, with a code, the time in Paris and the door's correlation id on every error and refused field. */
final class CodedLoginForms extends FreeMarkerLoginFormsProvider {

    private static final Logger LOG = Logger.getLogger(CodedLoginForms.class);
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String SHARED =
            AuthorizationEndpoint.LOGIN_SESSION_NOTE_ADDITIONAL_REQ_PARAMS_PREFIX + "nomades_shared";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneId.of("Europe/Paris"));

    /** What Keycloak says of a link that has expired or has served. */
    private static final Set<String> SPENT = Set.of(
            Messages.EXPIRED_ACTION,
            Messages.EXPIRED_ACTION_TOKEN_NO_SESSION,
            Messages.EXPIRED_ACTION_TOKEN_SESSION_EXISTS);

    CodedLoginForms(KeycloakSession session) {
        super(session);
    }

    @Override
    protected void createCommonAttributes(
            Theme theme, Locale locale, Properties bundle, UriBuilder baseUri, @Nullable LoginFormsPages page) {
        super.createCommonAttributes(theme, locale, bundle, baseUri, page);
        attributes.put("nomadesShared", authenticationSession != null && saidShared());
        String correlation = correlationId();
        attributes.put("nomadesCorrelation", correlation);
        attributes.put("nomadesTime", TIME.format(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        CodedError error = page == null ? null : errorOf(page);
        if (error != null) {
            attributes.putIfAbsent(CodedError.ATTRIBUTE, error.code());
        }
        if (!attributes.containsKey(CodedError.ATTRIBUTE)) {
            return;
        }
        LOG.infov(
                "page of {0}, correlation id {1}, Keycloak''s reason {2}",
                attributes.get(CodedError.ATTRIBUTE),
                correlation,
                Objects.requireNonNullElse(getFirstMessageUnformatted(), "none"));
    }

    /** Whether the door has said, when it left the request here, that others use this computer too. */
    private boolean saidShared() {
        return "yes".equals(authenticationSession.getClientNote(SHARED));
    }

    private @Nullable CodedError errorOf(LoginFormsPages page) {
        return switch (page) {
            case ERROR ->
                SPENT.contains(Objects.requireNonNullElse(getFirstMessageUnformatted(), ""))
                        ? CodedError.LINK_SPENT
                        : CodedError.LOGIN_FAILED;
            case ERROR_WEBAUTHN -> CodedError.PASSKEY_FAILED;
            case LOGIN_PAGE_EXPIRED -> CodedError.LOGIN_FAILED;
            default -> null;
        };
    }

    /** The door's, if what came has its form; a fresh one otherwise, so that support always has something to search. */
    private String correlationId() {
        String given = session.getContext().getRequestHeaders().getHeaderString("Correlation-Id");
        return given != null && UUID_TEXT.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}
