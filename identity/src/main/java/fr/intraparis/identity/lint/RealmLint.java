package fr.intraparis.identity.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.intraparis.identity.session.EndedSessionsFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Checks a representation of the realm (the rendered template, or what a running Keycloak exports) against the list of
 * what must hold. Pure: reads nothing but its argument.
 */
public final class RealmLint {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String DOOR = "auth-gateway";
    private static final Set<String> OURS = Set.of(DOOR, "hr-services", "mail-bridge", "gateway-admin", "dovecot");
    /** Keycloak's own, that it can't do without: the rights of administrators, and the pages that have no client. */
    private static final Set<String> INNER = Set.of("realm-management", "_system");

    private static final Set<String> WITH_KEYS = Set.of(DOOR, "hr-services", "mail-bridge");
    private static final Map<String, String> AUDIENCES =
            Map.of("to-portal", "portal-web", "to-hr", "hr-services", "to-mail", "mail-bridge", "to-nomades", DOOR);
    private static final Map<String, Set<String>> OPTIONAL_SCOPES =
            Map.of(DOOR, AUDIENCES.keySet(), "hr-services", Set.of("to-mail"), "mail-bridge", Set.of("to-mail"));
    private static final Set<String> CLAIMS =
            Set.of("sub", "acr", "amr", "auth_time", "upn", "agent_id", "groups", "email", "name", "visit");
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

    /** What stands in each of our flows, in order: anything else is a door that nobody has thought about. */
    private static final Map<String, List<String>> FLOWS = Map.of(
            "nomades browser", List.of("ALTERNATIVE auth-cookie", "ALTERNATIVE nomades forms"),
            "nomades forms",
                    List.of(
                            "CONDITIONAL nomades level 1",
                            "CONDITIONAL nomades level 2",
                            "CONDITIONAL nomades level 3",
                            "CONDITIONAL nomades privileged"),
            "nomades level 1",
                    List.of("REQUIRED conditional-level-of-authentication", "REQUIRED auth-username-password-form"),
            "nomades level 2",
                    List.of(
                            "REQUIRED conditional-level-of-authentication",
                            "REQUIRED nomades-has-second-factor",
                            "REQUIRED nomades second factor"),
            "nomades second factor", List.of("ALTERNATIVE auth-otp-form", "ALTERNATIVE webauthn-authenticator"),
            "nomades level 3",
                    List.of("REQUIRED conditional-level-of-authentication", "REQUIRED nomades-bound-passkey"),
            "nomades privileged",
                    List.of(
                            "REQUIRED conditional-user-role",
                            "REQUIRED conditional-credential",
                            "REQUIRED nomades-has-second-factor",
                            "REQUIRED nomades privileged second factor"),
            "nomades privileged second factor",
                    List.of("ALTERNATIVE auth-otp-form", "ALTERNATIVE webauthn-authenticator"),
            "nomades refused", List.of("REQUIRED deny-access-authenticator"));

    /** The list. The order is that of the document {@code docs/security.md}. */
    public static final List<String> RULES = List.of(
            "brute-force",
            "events",
            "events-expire",
            "password-policy",
            "one-time-code",
            "user-verification",
            "transport",
            "no-self-service",
            "no-foreign-identity",
            "lifetimes",
            "no-rotation",
            "levels",
            "flows",
            "flow-settings",
            "refused-flows",
            "no-enrolment",
            "privileged-roles",
            "no-weak-grant",
            "known-clients",
            "pushed-requests",
            "exact-redirects",
            "key-authentication",
            "one-audience",
            "claims",
            "back-channel-logout",
            "admin-only-profile",
            "page-headers",
            "languages",
            "small-rights");

    private final List<RealmFault> faults = new ArrayList<>();
    private final JsonNode realm;

    private RealmLint(JsonNode realm) {
        this.realm = realm;
    }

    /** The faults of a realm, in the order of {@link #RULES}; empty when all holds. */
    public static List<RealmFault> check(JsonNode realm) {
        var lint = new RealmLint(realm);
        lint.guessing();
        lint.traces();
        lint.factors();
        lint.selfService();
        lint.time();
        lint.flows();
        lint.roles();
        lint.clients();
        lint.tokens();
        lint.people();
        lint.pages();
        lint.faults.sort((a, b) -> Integer.compare(RULES.indexOf(a.rule()), RULES.indexOf(b.rule())));
        return List.copyOf(lint.faults);
    }

    /** The same, of JSON text. */
    public static List<RealmFault> check(String realmJson) throws JsonProcessingException {
        return check(JSON.readTree(realmJson));
    }

    private void guessing() {
        must("brute-force", is("bruteForceProtected", true), "bruteForceProtected is off");
        must("brute-force", within("failureFactor", 1, 5), "failureFactor is not 1 to 5");
        must("brute-force", within("waitIncrementSeconds", 60, 900), "waitIncrementSeconds is not 60 to 900");
        must("brute-force", within("maxFailureWaitSeconds", 900, 86400), "maxFailureWaitSeconds is under 900");
        must("brute-force", within("quickLoginCheckMilliSeconds", 1, 5000), "quickLoginCheckMilliSeconds is off");
        must("brute-force", within("maxDeltaTimeSeconds", 43200, 604800), "failures are forgotten within 12 hours");
    }

    private void traces() {
        must("events", is("eventsEnabled", true), "eventsEnabled is off");
        must("events", is("adminEventsEnabled", true), "adminEventsEnabled is off");
        must("events", is("adminEventsDetailsEnabled", true), "adminEventsDetailsEnabled is off");
        must("events", texts(realm.path("eventsListeners")).contains("jboss-logging"), "no listener writes the log");
        must(
                "events",
                texts(realm.path("eventsListeners")).contains(EndedSessionsFactory.ID),
                "a lost role or factor ends no session");
        long halfYear = 180L * 86400;
        must("events-expire", within("eventsExpiration", halfYear, 2 * halfYear + 6 * 86400), "not 6 to 12 months");
        long admin = realm.path("attributes").path("adminEventsExpiration").asLong();
        must("events-expire", admin >= halfYear && admin <= 366L * 86400, "administration events: not 6 to 12 months");
    }

    private void factors() {
        String policy = realm.path("passwordPolicy").asText();
        must("password-policy", number(policy, "length") >= 15, "fewer than 15 characters are enough");
        for (String wanted : List.of("notUsername(", "notEmail(", "nomadesForeseeable(")) {
            must("password-policy", policy.contains(wanted), wanted + "…) is missing");
        }
        for (String unwanted :
                List.of("digits(", "upperCase(", "lowerCase(", "specialChars(", "forceExpiredPassword")) {
            must("password-policy", !policy.contains(unwanted), unwanted + "…) only breeds weaker passwords");
        }
        must("one-time-code", "totp".equals(text("otpPolicyType")), "otpPolicyType is not totp");
        must("one-time-code", within("otpPolicyLookAheadWindow", 0, 1), "codes live longer than one step");
        must("one-time-code", within("otpPolicyDigits", 6, 8), "fewer than 6 digits");
        must("one-time-code", is("otpPolicyCodeReusable", false), "a code can serve twice");
        must(
                "user-verification",
                "required".equals(text("webAuthnPolicyUserVerificationRequirement")),
                "a passkey without its holder's gesture is one factor only");
        must("transport", "all".equals(text("sslRequired")), "sslRequired is not all");
    }

    private void selfService() {
        for (String off : List.of(
                "registrationAllowed",
                "resetPasswordAllowed",
                "rememberMe",
                "editUsernameAllowed",
                "loginWithEmailAllowed",
                "userManagedAccessAllowed",
                "organizationsEnabled")) {
            must("no-self-service", is(off, false), off + " is not off");
        }
        must("no-foreign-identity", realm.path("identityProviders").isEmpty(), "there is an identity provider");
        for (JsonNode action : realm.path("requiredActions")) {
            String alias = action.path("alias").asText();
            must("no-enrolment", !action.path("defaultAction").asBoolean(), alias + " is asked of every new account");
            must(
                    "no-enrolment",
                    alias.equals("nomades-bind-passkey")
                            || !action.path("enabled").asBoolean(true),
                    alias + " can be started");
        }
        must("no-enrolment", realm.path("requiredActions").isArray(), "Keycloak would add its own required actions");
    }

    private void time() {
        must("lifetimes", within("accessTokenLifespan", 1, 300), "accessTokenLifespan is over 300 s");
        must("lifetimes", within("accessCodeLifespan", 1, 60), "accessCodeLifespan is over 60 s");
        must("lifetimes", within("ssoSessionIdleTimeout", 1, 1800), "ssoSessionIdleTimeout is over 30 min");
        must("lifetimes", within("ssoSessionMaxLifespan", 1, 36000), "ssoSessionMaxLifespan is over 10 h");
        must("lifetimes", within("actionTokenGeneratedByAdminLifespan", 1, 600), "links live over 10 min");
        must("lifetimes", is("offlineSessionMaxLifespanEnabled", true), "offline sessions have no end");
        for (JsonNode client : realm.path("clients")) {
            for (String longer :
                    List.of("access.token.lifespan", "client.session.max.lifespan", "client.session.idle.timeout")) {
                must("lifetimes", !client.path("attributes").has(longer), id(client) + " has its own " + longer);
            }
        }
        must("no-rotation", is("revokeRefreshToken", false), "a lost answer to a refresh would end the session");
    }

    private void flows() {
        must("levels", Map.of("pwd", 1, "mfa", 2, "phr", 3).equals(levels()), "acr.loa.map is not pwd 1, mfa 2, phr 3");
        must("flows", "nomades browser".equals(text("browserFlow")), "browserFlow is not ours");
        FLOWS.forEach((alias, wanted) -> {
            JsonNode flow = named("authenticationFlows", "alias", alias);
            List<String> found = executions(flow)
                    .map(step -> step.path("requirement").asText() + " " + stepName(step))
                    .toList();
            must("flows", wanted.equals(found), alias + " is " + found);
            executions(flow)
                    .forEach(step -> must(
                            "flows", !step.path("userSetupAllowed").asBoolean(), alias + " lets a factor be enrolled"));
        });
        for (String bound : List.of("directGrantFlow", "resetCredentialsFlow")) {
            must("refused-flows", "nomades refused".equals(text(bound)), bound + " is " + text(bound));
        }
        BiConsumer<String, Map<String, String>> setting = (alias, wanted) -> {
            JsonNode config = named("authenticatorConfig", "alias", alias).path("config");
            wanted.forEach((key, value) -> must(
                    "flow-settings",
                    // Keycloak masks some values in what it exports: there, the claim "amr" of a token is the proof.
                    config.path(key).asText().equals(value)
                            || config.path(key).asText().matches("\\*+"),
                    alias + ": " + key + " is " + config.path(key).asText("missing")));
        };
        setting.accept("level 1", Map.of("loa-condition-level", "1", "loa-max-age", "36000"));
        setting.accept("level 2", Map.of("loa-condition-level", "2", "loa-max-age", "36000"));
        setting.accept("level 3", Map.of("loa-condition-level", "3", "loa-max-age", "300"));
        setting.accept("is privileged", Map.of("condUserRole", "privileged", "negate", "false"));
        setting.accept("gave no second factor", Map.of("credentials", "webauthn##otp", "included", "false"));
        setting.accept("pwd at level 1", Map.of("default.reference.value", "pwd"));
        for (String where : List.of("at level 2", "of privileged")) {
            setting.accept("otp " + where, Map.of("default.reference.value", "otp"));
            setting.accept("hwk " + where, Map.of("default.reference.value", "hwk"));
        }
        setting.accept("hwk at level 3", Map.of("default.reference.value", "hwk"));
    }

    private void roles() {
        for (String role : List.of("it-admin", "finance-admin", "hr-admin")) {
            JsonNode found = named("roles", "name", role);
            must(
                    "privileged-roles",
                    texts(found.path("composites").path("realm")).contains("privileged"),
                    role + " does not include privileged");
        }
    }

    private void clients() {
        for (JsonNode client : realm.path("clients")) {
            String name = id(client);
            JsonNode attributes = client.path("attributes");
            for (String off : List.of("directAccessGrantsEnabled", "implicitFlowEnabled")) {
                must(
                        "no-weak-grant",
                        client.path(off).isBoolean() && !client.path(off).asBoolean(),
                        name + ": " + off);
            }
            for (String off : List.of(
                    "oauth2.device.authorization.grant.enabled",
                    "oidc.ciba.grant.enabled",
                    "standard.token.exchange.enabled")) {
                must("no-weak-grant", !attributes.path(off).asBoolean(false), name + ": " + off);
            }
            // Dovecot is no audience: it reads the claim "mailbox", which only tokens for mail-bridge have.
            must(
                    "one-audience",
                    name.equals("dovecot")
                            || !attributes
                                    .path("allow.token.introspection.without.audience.check")
                                    .asBoolean(false),
                    name + " may look into tokens of others");
            boolean enabled = client.path("enabled").asBoolean(true);
            must("known-clients", !enabled || OURS.contains(name) || INNER.contains(name), name + " is enabled");
            must("known-clients", !enabled || !client.path("publicClient").asBoolean(), name + " is public");
            must(
                    "known-clients",
                    name.equals(DOOR)
                            || INNER.contains(name)
                            || !client.path("standardFlowEnabled").asBoolean(true),
                    name + " lets people log in");
            must(
                    "exact-redirects",
                    Stream.of("redirectUris", "webOrigins")
                            .flatMap(list -> texts(client.path(list)).stream())
                            .noneMatch(uri -> uri.contains("*") || uri.contains("+")),
                    name + " has a wildcard");
            must(
                    "exact-redirects",
                    name.equals(DOOR) || client.path("redirectUris").isEmpty(),
                    name + " has a redirect URI");
            if (WITH_KEYS.contains(name)) {
                must(
                        "key-authentication",
                        "client-jwt"
                                .equals(client.path("clientAuthenticatorType").asText()),
                        name);
                must(
                        "key-authentication",
                        publicKeys(attributes.path("jwks.string").asText()),
                        name + ": its keys");
            }
        }
        JsonNode door = client(DOOR);
        JsonNode attributes = door.path("attributes");
        must(
                "pushed-requests",
                attributes.path("require.pushed.authorization.requests").asBoolean(),
                "the door may send its requests through the browser");
        must(
                "pushed-requests",
                "S256".equals(attributes.path("pkce.code.challenge.method").asText()),
                "no PKCE S256");
        must(
                "pushed-requests",
                "mfa".equals(attributes.path("default.acr.values").asText()),
                "the default is not mfa");
        List<String> redirects = texts(door.path("redirectUris"));
        must(
                "exact-redirects",
                redirects.size() == 1 && redirects.get(0).matches("https://[a-z0-9.-]+(:\\d+)?/nomades/callback"),
                "the door's redirect URIs are " + redirects);
        must(
                "exact-redirects",
                "-".equals(attributes.path("post.logout.redirect.uris").asText()),
                "there is a redirect after logout");
        must(
                "back-channel-logout",
                attributes.path("backchannel.logout.url").asText().endsWith("/nomades/backchannel-logout")
                        && attributes
                                .path("backchannel.logout.session.required")
                                .asBoolean(),
                "Keycloak does not tell the door of a logout");
    }

    private void tokens() {
        for (JsonNode client : realm.path("clients")) {
            String name = id(client);
            if (!OURS.contains(name)) {
                continue;
            }
            must(
                    "one-audience",
                    List.of("nomades").equals(texts(client.path("defaultClientScopes"))),
                    name + " always has the scopes " + client.path("defaultClientScopes"));
            must(
                    "one-audience",
                    OPTIONAL_SCOPES
                            .getOrDefault(name, Set.of())
                            .equals(Set.copyOf(texts(client.path("optionalClientScopes")))),
                    name + " may ask for " + client.path("optionalClientScopes"));
            must("one-audience", client.path("protocolMappers").isEmpty(), name + " has mappers of its own");
        }
        AUDIENCES.forEach((scope, audience) -> {
            JsonNode mappers = named("clientScopes", "name", scope).path("protocolMappers");
            must(
                    "one-audience",
                    audience.equals(one(mappers, "name", "audience")
                            .path("config")
                            .path("included.custom.audience")
                            .asText()),
                    scope + " is not a token for " + audience);
            // The mail server checks no audience, only that the claim "mailbox" is there.
            must(
                    "one-audience",
                    mappers.size() == (scope.equals("to-mail") ? 2 : 1)
                            && scope.equals("to-mail") == has(mappers, "name", "mailbox"),
                    scope + " says more than its audience");
        });
        var claims = new ArrayList<String>();
        for (JsonNode mapper : named("clientScopes", "name", "nomades").path("protocolMappers")) {
            claims.add(mapper.path("name").asText());
            must(
                    "one-audience",
                    !mapper.path("protocolMapper").asText().contains("audience"),
                    "every token has one more audience");
        }
        must("claims", CLAIMS.equals(Set.copyOf(claims)), "the claims are " + claims);
    }

    private void people() {
        JsonNode profile = profile();
        must("admin-only-profile", profile.has("attributes"), "no user profile is declared");
        must("admin-only-profile", !profile.has("unmanagedAttributePolicy"), "undeclared attributes are accepted");
        for (JsonNode attribute : profile.path("attributes")) {
            must(
                    "admin-only-profile",
                    List.of("admin").equals(texts(attribute.path("permissions").path("edit"))),
                    attribute.path("name").asText() + " can be changed by its owner");
        }
        must(
                "admin-only-profile",
                Stream.of("agent_id", "service").allMatch(name -> has(profile.path("attributes"), "name", name)),
                "agent_id or service is not declared");
        for (JsonNode user : realm.path("users")) {
            if (user.has("clientRoles")) {
                must(
                        "small-rights",
                        "service-account-gateway-admin"
                                        .equals(user.path("username").asText())
                                && Set.of("view-users", "query-users", "view-realm")
                                        .containsAll(
                                                texts(user.path("clientRoles").path("realm-management")))
                                && user.path("clientRoles").size() == 1,
                        user.path("username").asText() + " has " + user.path("clientRoles"));
            }
        }
    }

    private void pages() {
        JsonNode headers = realm.path("browserSecurityHeaders");
        must("page-headers", POLICY.equals(headers.path("contentSecurityPolicy").asText()), "contentSecurityPolicy");
        must("page-headers", "DENY".equals(headers.path("xFrameOptions").asText()), "xFrameOptions");
        must(
                "page-headers",
                "nosniff".equals(headers.path("xContentTypeOptions").asText()),
                "xContentTypeOptions");
        must("page-headers", "same-origin".equals(headers.path("referrerPolicy").asText()), "referrerPolicy");
        must(
                "page-headers",
                headers.path("strictTransportSecurity").asText().startsWith("max-age=31536000"),
                "strictTransportSecurity");
        must("languages", is("internationalizationEnabled", true), "one language only");
        must(
                "languages",
                Set.of("fr", "en").equals(Set.copyOf(texts(realm.path("supportedLocales")))),
                "not fr and en");
        must("languages", "fr".equals(text("defaultLocale")), "the default is not French");
        must("languages", "nomades".equals(text("loginTheme")), "the pages are not ours");
    }

    private void must(String rule, boolean holds, String otherwise) {
        if (!holds) {
            faults.add(new RealmFault(rule, otherwise));
        }
    }

    private boolean is(String name, boolean wanted) {
        return realm.path(name).isBoolean() && realm.path(name).asBoolean() == wanted;
    }

    private boolean within(String name, long least, long most) {
        return realm.path(name).isNumber()
                && realm.path(name).asLong() >= least
                && realm.path(name).asLong() <= most;
    }

    private String text(String name) {
        return realm.path(name).asText();
    }

    private JsonNode client(String name) {
        return named("clients", "clientId", name);
    }

    private JsonNode named(String list, String key, String value) {
        JsonNode all = list.equals("roles") ? realm.path("roles").path("realm") : realm.path(list);
        return one(all, key, value);
    }

    private static JsonNode one(JsonNode list, String key, String value) {
        for (JsonNode one : list) {
            if (value.equals(one.path(key).asText())) {
                return one;
            }
        }
        return JSON.missingNode();
    }

    private static boolean has(JsonNode list, String key, String value) {
        return !one(list, key, value).isMissingNode();
    }

    private static String id(JsonNode client) {
        return client.path("clientId").asText();
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static Stream<JsonNode> executions(JsonNode flow) {
        var steps = new ArrayList<JsonNode>();
        flow.path("authenticationExecutions").forEach(steps::add);
        return steps.stream()
                .sorted((a, b) -> Integer.compare(
                        a.path("priority").asInt(), b.path("priority").asInt()));
    }

    private static String stepName(JsonNode step) {
        return step.path("authenticatorFlow").asBoolean()
                ? step.path("flowAlias").asText()
                : step.path("authenticator").asText();
    }

    /** The number of a term such as {@code length(15)}; 0 without it. */
    private static int number(String policy, String term) {
        for (String part : policy.split(" and ", -1)) {
            if (part.startsWith(term + "(")) {
                return Integer.parseInt(part.substring(term.length() + 1, part.length() - 1));
            }
        }
        return 0;
    }

    private Map<String, Integer> levels() {
        var levels = new HashMap<String, Integer>();
        parsed(realm.path("attributes").path("acr.loa.map").asText())
                .properties()
                .forEach(level -> levels.put(level.getKey(), level.getValue().asInt()));
        return levels;
    }

    private JsonNode profile() {
        return parsed(realm.path("components")
                .path("org.keycloak.userprofile.UserProfileProvider")
                .path(0)
                .path("config")
                .path("kc.user.profile.config")
                .path(0)
                .asText());
    }

    private static boolean publicKeys(String jwks) {
        JsonNode keys = parsed(jwks).path("keys");
        for (JsonNode key : keys) {
            if (!Set.of("EC", "RSA").contains(key.path("kty").asText()) || key.has("d") || !key.has("kid")) {
                return false;
            }
        }
        return !keys.isEmpty();
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json.isEmpty() ? "{}" : json);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
