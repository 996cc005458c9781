package fr.intraparis.gateway.privileged;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.contract.nomades.Factor;
import fr.intraparis.kernel.contract.nomades.PasskeyLink;
import fr.intraparis.kernel.contract.nomades.PrivilegedAccount;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The realm's accounts, over loopback, as the client {@code gateway-admin}: it may look, and order passkey links. */
@ApplicationScoped
class KeycloakRealmAdmin {
    private static final Log LOG = Log.of(KeycloakRealmAdmin.class);
    private static final String REALM = "nomades";
    private static final List<Role> PRIVILEGED =
            List.of(Role.IT_ADMIN, Role.FINANCE_ADMIN, Role.HR_ADMIN, Role.PRIVILEGED);
    private static final int MOST = 500;

    @Inject
    @ConfigProperty(name = "nomades.keycloak-admin-url")
    String server = "";

    @Inject
    @ConfigProperty(name = "nomades.admin-client-secret")
    String secret = "";

    private @Nullable Keycloak keycloak;
    private @Nullable Client links;

    @Resource
    private @Nullable ManagedScheduledExecutorService scheduler;

    private @Nullable ScheduledFuture<?> warming;

    /** Asks once before anybody waits for an answer: the first question takes seconds, later ones a fraction of one. */
    void warmUp(@Observes @Initialized(ApplicationScoped.class) ServletContext started) {
        if (scheduler != null) {
            warming = scheduler.scheduleWithFixedDelay(this::askOnce, 2, 3, TimeUnit.SECONDS);
        }
    }

    private void askOnce() {
        try {
            LOG.info(
                    "accounts can be looked at",
                    "privileged",
                    privilegedAccounts().size());
            if (warming != null) {
                warming.cancel(false);
            }
        } catch (CodedException later) {
            LOG.info("accounts can't be looked at yet", "code", later.code().code());
        }
    }

    @PostConstruct
    void open() {
        Keycloak.setClientProvider(new JerseyClients());
        keycloak = KeycloakBuilder.builder()
                .serverUrl(server)
                .realm(REALM)
                .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                .clientId("gateway-admin")
                .clientSecret(secret)
                .build();
        links = JerseyClients.client();
    }

    @PreDestroy
    void close() {
        if (warming != null) {
            warming.cancel(true);
        }
        if (keycloak != null) {
            keycloak.close();
        }
        if (links != null) {
            links.close();
        }
    }

    /** Every account with a privileged role, by user name. */
    List<PrivilegedAccount> privilegedAccounts() {
        return asking(() -> {
            RealmResource realm = admin().realm(REALM);
            Map<String, UserRepresentation> users = new LinkedHashMap<>();
            Map<String, List<String>> roles = new TreeMap<>();
            for (Role role : PRIVILEGED) {
                for (UserRepresentation user : realm.roles().get(role.claim()).getUserMembers(0, MOST)) {
                    users.put(user.getId(), user);
                    roles.computeIfAbsent(user.getId(), id -> new ArrayList<>()).add(role.claim());
                }
            }
            return users.values().stream()
                    .map(user -> account(
                            user,
                            roles.getOrDefault(user.getId(), List.of()),
                            realm.users().get(user.getId()).credentials()))
                    .sorted((one, other) -> one.username().compareTo(other.username()))
                    .toList();
        });
    }

    /** Keycloak's id of the account of that user name, if there is one. */
    Optional<String> subject(String username) {
        return asking(() -> admin().realm(REALM).users().searchByUsername(username, true).stream()
                .filter(user -> username.equals(user.getUsername()))
                .map(UserRepresentation::getId)
                .findFirst());
    }

    /** A one-time link with which that account binds one passkey. */
    PasskeyLink passkeyLink(String username) {
        return asking(() -> {
            try (Response answer = open(links)
                    .target(server + "/realms/" + REALM + "/nomades-passkey-links")
                    .request()
                    .header(
                            HttpHeaders.AUTHORIZATION,
                            "Bearer " + admin().tokenManager().getAccessTokenString())
                    .post(Entity.json(Map.of("username", username)))) {
                if (answer.getStatus() == 404) {
                    throw new CodedException(ErrorCode.PRV_ACCOUNT_UNKNOWN, "");
                }
                if (answer.getStatus() != 201 && answer.getStatus() != 200) {
                    throw new CodedException(ErrorCode.PRV_LINK_UNAVAILABLE, "HTTP " + answer.getStatus());
                }
                Map<?, ?> made = answer.readEntity(Map.class);
                return new PasskeyLink(
                        username, String.valueOf(made.get("url")), Instant.parse(String.valueOf(made.get("expires"))));
            } catch (DateTimeParseException garbled) {
                throw new CodedException(ErrorCode.IDP_GARBLED, "passkey link", garbled);
            }
        });
    }

    /** What the realm says of one account, in our words. */
    static PrivilegedAccount account(
            UserRepresentation user, List<String> roles, List<CredentialRepresentation> credentials) {
        List<Factor> factors =
                credentials.stream().map(KeycloakRealmAdmin::factor).toList();
        String name = Stream.of(user.getFirstName(), user.getLastName())
                .flatMap(part -> Optional.ofNullable(part).stream())
                .collect(Collectors.joining(" "));
        return new PrivilegedAccount(
                user.getUsername(),
                name.isBlank() ? user.getUsername() : name,
                roles,
                factors,
                Boolean.TRUE.equals(user.isEnabled()),
                factors.stream().anyMatch(Factor::phishingResistant));
    }

    private static Factor factor(CredentialRepresentation credential) {
        String kind = Optional.ofNullable(credential.getType()).orElse("");
        String type = switch (kind) {
            case "password" -> "PASSWORD";
            case "otp" -> "TOTP";
            case "webauthn", "webauthn-passwordless" -> "PASSKEY";
            case "recovery-authn-codes" -> "RECOVERY_CODES";
            default -> kind.toUpperCase(Locale.ROOT);
        };
        Long created = credential.getCreatedDate();
        return new Factor(
                type,
                Optional.ofNullable(credential.getUserLabel()).orElse(""),
                created == null || created <= 0 ? null : Instant.ofEpochMilli(created),
                type.equals("PASSKEY"));
    }

    /** Every failure of Keycloak has its code. */
    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (ProcessingException unanswered) {
            for (Throwable cause = unanswered; cause != null; cause = cause.getCause()) {
                if (cause instanceof SocketTimeoutException) {
                    throw new CodedException(ErrorCode.IDP_SLOW, "", unanswered);
                }
            }
            throw new CodedException(ErrorCode.IDP_DOWN, "", unanswered);
        } catch (WebApplicationException refused) {
            int status = refused.getResponse().getStatus();
            throw new CodedException(
                    status >= 500 ? ErrorCode.IDP_DOWN : ErrorCode.IDP_GARBLED, "HTTP " + status, refused);
        }
    }

    private Keycloak admin() {
        return open(keycloak);
    }

    private static <T> T open(@Nullable T opened) {
        if (opened == null) {
            throw new IllegalStateException("not open");
        }
        return opened;
    }
}
