package fr.intraparis.identity.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Shows({"M3", "M7"})
class RealmLintTest {

    /** One weakening per rule: the lint must name that rule. */
    private static final Map<String, List<Consumer<ObjectNode>>> WEAKENED = new TreeMap<>(Map.ofEntries(
            weak(
                    "brute-force",
                    realm -> realm.put("bruteForceProtected", false),
                    realm -> realm.put("failureFactor", 30)),
            weak(
                    "events",
                    realm -> realm.put("eventsEnabled", false),
                    realm -> realm.put("adminEventsEnabled", false),
                    realm -> realm.putArray("eventsListeners").add("jboss-logging")),
            weak("events-expire", realm -> realm.remove("eventsExpiration")),
            weak(
                    "password-policy",
                    realm -> realm.put("passwordPolicy", "length(8)"),
                    realm -> realm.put(
                            "passwordPolicy", realm.path("passwordPolicy").asText() + " and digits(1)")),
            weak("one-time-code", realm -> realm.put("otpPolicyCodeReusable", true)),
            weak("user-verification", realm -> realm.put("webAuthnPolicyUserVerificationRequirement", "preferred")),
            weak("transport", realm -> realm.put("sslRequired", "none")),
            weak(
                    "no-self-service",
                    realm -> realm.put("resetPasswordAllowed", true),
                    realm -> realm.remove("rememberMe")),
            weak(
                    "no-foreign-identity",
                    realm -> realm.putArray("identityProviders").addObject()),
            weak(
                    "lifetimes",
                    realm -> realm.put("accessTokenLifespan", 3600),
                    realm -> attributes(realm, "auth-gateway").put("access.token.lifespan", "86400")),
            weak("no-rotation", realm -> realm.put("revokeRefreshToken", true)),
            weak("levels", realm -> in(realm, "attributes").put("acr.loa.map", "{\"phr\":1,\"mfa\":1,\"pwd\":1}")),
            weak(
                    "flows",
                    realm -> realm.put("browserFlow", "browser"),
                    realm -> step(realm, "nomades level 3", 1).put("authenticator", "webauthn-authenticator"),
                    realm -> step(realm, "nomades level 2", 1).put("requirement", "DISABLED"),
                    realm -> step(realm, "nomades second factor", 1).put("userSetupAllowed", true)),
            weak(
                    "flow-settings",
                    realm -> in(find(realm.path("authenticatorConfig"), "alias", "level 3"), "config")
                            .put("loa-max-age", "36000")),
            weak("refused-flows", realm -> realm.put("directGrantFlow", "direct grant")),
            weak(
                    "no-enrolment",
                    realm -> realm.withArray("requiredActions")
                            .addObject()
                            .put("alias", "CONFIGURE_TOTP")
                            .put("enabled", true),
                    realm -> ((ObjectNode) realm.path("requiredActions").path(0)).put("defaultAction", true),
                    realm -> realm.remove("requiredActions")),
            weak(
                    "privileged-roles",
                    realm -> find(realm.path("roles").path("realm"), "name", "it-admin")
                            .remove("composites")),
            weak(
                    "no-weak-grant",
                    realm -> client(realm, "hr-services").put("directAccessGrantsEnabled", true),
                    realm -> client(realm, "account").put("implicitFlowEnabled", true),
                    realm -> attributes(realm, "gateway-admin").put("oidc.ciba.grant.enabled", "true"),
                    realm -> attributes(realm, "mail-bridge").put("oauth2.device.authorization.grant.enabled", "true")),
            weak(
                    "known-clients",
                    realm -> client(realm, "account-console").put("enabled", true),
                    realm -> client(realm, "auth-gateway").put("publicClient", true)),
            weak(
                    "pushed-requests",
                    realm -> attributes(realm, "auth-gateway").remove("require.pushed.authorization.requests"),
                    realm -> attributes(realm, "auth-gateway").put("pkce.code.challenge.method", "plain")),
            weak(
                    "exact-redirects",
                    realm -> client(realm, "auth-gateway")
                            .withArray("redirectUris")
                            .removeAll()
                            .add("https://localhost:8443/*")),
            weak(
                    "key-authentication",
                    realm -> client(realm, "auth-gateway").put("clientAuthenticatorType", "client-secret"),
                    realm -> attributes(realm, "hr-services").put("jwks.string", "{\"keys\":[{\"kty\":\"oct\"}]}")),
            weak(
                    "one-audience",
                    realm -> attributes(realm, "hr-services")
                            .put("allow.token.introspection.without.audience.check", "true"),
                    realm -> client(realm, "auth-gateway")
                            .withArray("defaultClientScopes")
                            .add("to-hr"),
                    realm -> client(realm, "auth-gateway")
                            .withArray("optionalClientScopes")
                            .add("offline_access"),
                    realm -> client(realm, "mail-bridge")
                            .putArray("protocolMappers")
                            .addObject(),
                    realm -> find(realm.path("clientScopes"), "name", "to-hr")
                            .withArray("protocolMappers")
                            .addObject()
                            .put("name", "mailbox")),
            weak(
                    "claims",
                    realm -> ((ArrayNode) find(realm.path("clientScopes"), "name", "nomades")
                                    .path("protocolMappers"))
                            .remove(1)),
            weak(
                    "back-channel-logout",
                    realm -> attributes(realm, "auth-gateway").remove("backchannel.logout.url")),
            weak("admin-only-profile", realm -> profile(realm, "[\\\"admin\\\"]", "[\\\"admin\\\",\\\"user\\\"]")),
            weak(
                    "page-headers",
                    realm -> in(realm, "browserSecurityHeaders")
                            .put("contentSecurityPolicy", "script-src 'self' 'unsafe-inline'")),
            weak("languages", realm -> realm.put("loginTheme", "keycloak.v2")),
            weak(
                    "small-rights",
                    realm -> find(realm.path("users"), "username", "service-account-gateway-admin")
                            .withObject("clientRoles")
                            .withArray("realm-management")
                            .add("manage-users"))));

    @Test
    void theTemplateHolds() throws IOException {
        assertEquals(List.of(), RealmLint.check(RealmTemplate.rendered()));
    }

    @Test
    void everyRuleHasItsWeakenedRealm() {
        assertEquals(RealmLint.RULES.stream().sorted().toList(), List.copyOf(WEAKENED.keySet()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aWeakenedRealmIsNamed(String rule) throws IOException {
        for (Consumer<ObjectNode> weakening : WEAKENED.getOrDefault(rule, List.of())) {
            ObjectNode realm = RealmTemplate.rendered();
            weakening.accept(realm);
            List<RealmFault> faults = RealmLint.check(realm);
            assertTrue(faults.stream().anyMatch(fault -> fault.rule().equals(rule)), rule + " was not among " + faults);
        }
    }

    static Stream<String> rules() {
        return WEAKENED.keySet().stream();
    }

    @SafeVarargs
    private static Map.Entry<String, List<Consumer<ObjectNode>>> weak(String rule, Consumer<ObjectNode>... weakenings) {
        return Map.entry(rule, List.of(weakenings));
    }

    private static ObjectNode in(ObjectNode node, String name) {
        return (ObjectNode) node.path(name);
    }

    private static ObjectNode client(ObjectNode realm, String id) {
        return find(realm.path("clients"), "clientId", id);
    }

    private static ObjectNode attributes(ObjectNode realm, String id) {
        return client(realm, id).withObject("attributes");
    }

    private static ObjectNode step(ObjectNode realm, String flow, int index) {
        return (ObjectNode) find(realm.path("authenticationFlows"), "alias", flow)
                .path("authenticationExecutions")
                .path(index);
    }

    private static void profile(ObjectNode realm, String from, String to) {
        var config = (ObjectNode) realm.path("components")
                .path("org.keycloak.userprofile.UserProfileProvider")
                .path(0)
                .path("config");
        String text = config.path("kc.user.profile.config").path(0).asText();
        config.putArray("kc.user.profile.config").add(text.replace(from.replace("\\", ""), to.replace("\\", "")));
    }

    private static ObjectNode find(JsonNode list, String key, String value) {
        for (JsonNode one : list) {
            if (value.equals(one.path(key).asText())) {
                return (ObjectNode) one;
            }
        }
        throw new AssertionError(value + " is not in the template");
    }
}
