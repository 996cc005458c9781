package fr.intraparis.it.check;

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

    /** Ends each session of a person there, by its number. */
    public void endSessionsOneByOne(String username) {
        String bearer = "Bearer " + token();
        for (JsonElement session : JsonParser.parseString(
                        good(http.get(admin("/users/" + id(username, bearer) + "/sessions"), "Authorization", bearer))
                                .text())
                .getAsJsonArray()) {
            good(http.send(
                    "DELETE",
                    admin("/sessions/" + session.getAsJsonObject().get("id").getAsString()),
                    "",
                    "Authorization",
                    bearer));
        }
    }

    /** Signs a person out everywhere. */
    public void logout(String username) {
        change(username, "POST", "/logout", "");
    }

    /** Takes a role of the realm away. */
    public void removeRole(String username, String role) {
        change(username, "DELETE", "/role-mappings/realm", "[" + role(role) + "]");
    }

    /** Gives a role of the realm. */
    public void giveRole(String username, String role) {
        change(username, "POST", "/role-mappings/realm", "[" + role(role) + "]");
    }

    /** Lets an account in, or not. */
    public void enable(String username, boolean enabled) {
        String bearer = "Bearer " + token();
        JsonObject user = person(username, bearer);
        user.addProperty("enabled", enabled);
        change(username, "PUT", "", user.toString());
    }

    /** Sets a password. */
    public void resetPassword(String username, String password) {
        JsonObject credential = new JsonObject();
        credential.addProperty("type", "password");
        credential.addProperty("value", password);
        credential.addProperty("temporary", false);
        change(username, "PUT", "/reset-password", credential.toString());
    }

    private void change(String username, String method, String what, String body) {
        String bearer = "Bearer " + token();
        good(http.send(
                method,
                admin("/users/" + id(username, bearer) + what),
                body,
                "Authorization",
                bearer,
                "Content-Type",
                "application/json"));
    }

    private String role(String name) {
        return good(http.get(admin("/roles/" + name), "Authorization", "Bearer " + token()))
                .text();
    }

    private String id(String username, String bearer) {
        return person(username, bearer).get("id").getAsString();
    }

    private JsonObject person(String username, String bearer) {
        return JsonParser.parseString(
                        good(http.get(admin("/users?exact=true&username=" + username), "Authorization", bearer))
                                .text())
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
    }

    /** Removes all passkeys of a person. */
    public void forgetPasskeys(String username) {
        String bearer = "Bearer " + token();
        String id = id(username, bearer);
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
