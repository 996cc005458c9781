package fr.intraparis.it.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import fr.intraparis.it.suite.City;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an administrator of Keycloak does on the machine itself; no route of the door leads there. */
public final class KeycloakAdministration {
    private final City city;
    private final Http http;

    public KeycloakAdministration(City city, Http http) {
        this.city = city;
        this.http = http;
    }

    /** Ends a session there. */
    public void endSession(String sid) {
        good(http.send("DELETE", admin("/sessions/" + sid), "", "Authorization", "Bearer " + token()));
    }

    /** Removes all passkeys of a person. */
    public void forgetPasskeys(String username) {
        String bearer = "Bearer " + token();
        JsonArray people = JsonParser.parseString(
                        good(http.get(admin("/users?exact=true&username=" + username), "Authorization", bearer))
                                .text())
                .getAsJsonArray();
        String id = people.get(0).getAsJsonObject().get("id").getAsString();
        for (JsonElement credential : JsonParser.parseString(
                        good(http.get(admin("/users/" + id + "/credentials"), "Authorization", bearer))
                                .text())
                .getAsJsonArray()) {
            if (credential.getAsJsonObject().get("type").getAsString().startsWith("webauthn")) {
                good(http.send(
                        "DELETE",
                        admin("/users/" + id + "/credentials/"
                                + credential.getAsJsonObject().get("id").getAsString()),
                        "",
                        "Authorization",
                        bearer));
            }
        }
    }

    /** The realm as it lives, without its users. */
    public String export() {
        return good(http.send(
                        "POST",
                        admin("/partial-export?exportClients=true&exportGroupsAndRoles=true"),
                        "",
                        "Authorization",
                        "Bearer " + token(),
                        "Accept",
                        "application/json"))
                .text();
    }

    /** The one-time link that binds a passkey, as {@code ./run --passkey-link} and the administration page make it. */
    public String passkeyLink(String username) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", "gateway-admin");
        form.put("client_secret", city.door().getProperty("nomades.admin-client-secret"));
        String token = good(http.form(URI.create(city.keycloak() + "/protocol/openid-connect/token"), form))
                .json()
                .get("access_token")
                .getAsString();
        return good(http.send(
                        "POST",
                        URI.create(city.keycloak() + "/nomades-passkey-links"),
                        "{\"username\":\"" + username + "\"}",
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "application/json"))
                .json()
                .get("url")
                .getAsString();
    }

    private String token() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", city.databases().getProperty("keycloak.admin"));
        form.put("client_secret", city.databases().getProperty("keycloak.admin-password"));
        JsonObject answer = good(http.form(
                        URI.create(city.keycloak().toString().replace("/realms/nomades", "/realms/master")
                                + "/protocol/openid-connect/token"),
                        form))
                .json();
        return answer.get("access_token").getAsString();
    }

    private URI admin(String path) {
        return URI.create(city.keycloak().toString().replace("/realms/", "/admin/realms/") + path);
    }

    private static Http.Answer good(Http.Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new AssertionError("Keycloak's administration: " + answer.status() + " " + answer.text());
        }
        return answer;
    }
}
