package fr.intraparis.stack.part;

import com.nimbusds.jose.util.JSONObjectUtils;
import fr.intraparis.stack.plan.Installation;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;

/** Asks Keycloak for the one-time link with which somebody binds a passkey. */
public record PasskeyLinks(Installation installation) {
    /** The link; ten minutes. */
    public String make(String username) throws InterruptedException {
        Loopback loopback = new Loopback(installation.authority());
        String realm = installation.plan().realm();
        String form = "grant_type=client_credentials&client_id=gateway-admin&client_secret="
                + URLEncoder.encode(installation.secrets().password("gateway-admin.secret"), StandardCharsets.UTF_8);
        try {
            String token = JSONObjectUtils.getString(
                    JSONObjectUtils.parse(loopback.send(request(realm + "/protocol/openid-connect/token")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build())),
                    "access_token");
            return JSONObjectUtils.getString(
                    JSONObjectUtils.parse(loopback.send(request(realm + "/nomades-passkey-links")
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + token)
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"username\":\"" + Template.inJson(username) + "\"}"))
                            .build())),
                    "url");
        } catch (ParseException e) {
            throw new IllegalStateException("Keycloak answered something else than JSON", e);
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
    }
}
