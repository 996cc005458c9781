package fr.intraparis.it.scenario.realm;

import fr.intraparis.identity.lint.RealmLint;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.DoorClient;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.KeycloakAdministration;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.secret.Person;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The living realm: what it must refuse whatever a client asks. */
@EndToEnd
class RealmIT {
    private City city;
    private Instruments instruments;

    @BeforeEach
    void tune(City running) {
        city = running;
        instruments = Instruments.of(running);
    }

    @Test
    @Shows("M7")
    void noClientMayUseDirectGrantsNorTheImplicitOrTheDeviceFlow() {
        List<Database.Row> open = instruments
                .keycloak()
                .rows("SELECT c.client_id FROM client c JOIN realm r ON r.id = c.realm_id WHERE r.name = 'nomades'"
                        + " AND c.enabled AND (c.direct_access_grants_enabled OR c.implicit_flow_enabled)");
        assertEquals(List.of(), open);

        Person amelie = city.person("amelie.durand");
        int attempts = 0;
        for (Map<String, String> credentials : clients()) {
            String client = String.valueOf(credentials.get("client_id"));
            Map<String, String> password = new LinkedHashMap<>(credentials);
            password.put("grant_type", "password");
            password.put("username", amelie.username());
            password.put("password", amelie.password());
            password.put("scope", "openid");
            refused(client + " password grant", instruments.http().form(endpoint("token"), password));

            Map<String, String> device = new LinkedHashMap<>(credentials);
            device.put("scope", "openid");
            refused(client + " device flow", instruments.http().form(endpoint("auth/device"), device));

            Map<String, String> backchannel = new LinkedHashMap<>(credentials);
            backchannel.put("scope", "openid");
            backchannel.put("login_hint", amelie.username());
            refused(client + " CIBA", instruments.http().form(endpoint("ext/ciba/auth"), backchannel));

            Http.Answer implicit = instruments
                    .http()
                    .get(URI.create(endpoint("auth") + "?client_id=" + client
                            + "&response_type=token&scope=openid&redirect_uri=" + city.origin() + "/nomades/callback"));
            assertFalse(implicit.header("location").contains("access_token"), client);
            assertFalse(implicit.status() == 200 && implicit.text().contains("kc-form-login"), client + " implicit");
            attempts += 4;
        }
        Figure.of("%d attempts refused", attempts);
    }

    @Test
    @Shows({"M3", "M7"})
    void theLivingRealmKeepsEveryRuleOfItsLint() throws IOException {
        String export = new KeycloakAdministration(city, instruments.http()).export();
        assertEquals(List.of(), RealmLint.check(export));
        Figure.of("%d rules", RealmLint.RULES.size());
    }

    @Test
    @Shows("M3")
    void aClientWithoutItsKeyGetsNothing() {
        for (String client : List.of("auth-gateway", "hr-services", "mail-bridge", "gateway-admin")) {
            Map<String, String> form = new LinkedHashMap<>();
            form.put("client_id", client);
            form.put("client_secret", "guessed");
            form.put("grant_type", "client_credentials");
            refused(client + " without its key", instruments.http().form(endpoint("token"), form));
        }
        refused(
                "a login that was not pushed",
                instruments
                        .http()
                        .get(URI.create(endpoint("auth") + "?client_id=auth-gateway&response_type=code&scope=openid"
                                + "&acr_values=pwd&code_challenge_method=S256&code_challenge="
                                + "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&redirect_uri=" + city.origin()
                                + "/nomades/callback")));
    }

    private List<Map<String, String>> clients() {
        List<Map<String, String>> clients = new ArrayList<>();
        Http http = instruments.http();
        clients.add(DoorClient.door(city, http).authenticated("x", "y"));
        clients.add(DoorClient.of(city, http, "hr-services", key("hr.client-key-file"))
                .authenticated("x", "y"));
        clients.add(DoorClient.of(city, http, "mail-bridge", key("mail.client-key-file"))
                .authenticated("x", "y"));
        clients.add(Map.of(
                "client_id", "gateway-admin", "client_secret", city.door().getProperty("nomades.admin-client-secret")));
        for (String builtIn : List.of("account", "account-console", "admin-cli", "security-admin-console")) {
            clients.add(Map.of("client_id", builtIn));
        }
        return clients;
    }

    private Path key(String name) {
        return Path.of(city.wars().getProperty(name));
    }

    private URI endpoint(String name) {
        return URI.create(city.keycloak() + "/protocol/openid-connect/" + name);
    }

    private static void refused(String what, Http.Answer answer) {
        Story.current().tell(what + ": " + answer.status());
        assertTrue(
                answer.status() != 200 && answer.status() != 201, what + ": " + answer.status() + " " + answer.text());
        Set<String> tokens = Set.of("access_token", "device_code", "auth_req_id", "refresh_token");
        tokens.forEach(token -> assertFalse(answer.json().has(token), what + " gave " + token));
    }
}
