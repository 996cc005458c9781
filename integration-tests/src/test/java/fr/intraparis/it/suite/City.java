package fr.intraparis.it.suite;

import fr.intraparis.stack.secret.Person;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The running stack, as the scenarios see it.
 *
 * @param origin the door, as the browser knows it
 * @param inner the listener of the three inner WARs
 * @param internal the door's own internal listener (readiness, metrics)
 * @param keycloak the realm on its back channel
 * @param data the data folder: secrets, logs
 * @param authority the certificate of our authority (PEM)
 * @param door the configuration of the door's process
 * @param wars the configuration of the inner process
 * @param databases {@code keycloak.db-url}, {@code -user} and {@code -password}
 */
public record City(
        URI origin,
        URI inner,
        URI internal,
        URI keycloak,
        Path data,
        Path authority,
        Properties door,
        Properties wars,
        Properties databases,
        List<Person> people) {

    /** What the WARs of the inner process are called, and where. */
    public static final List<String> INNER = List.of("hr", "mail", "intraparis");

    private static final Duration BOOT = Duration.ofMinutes(3);

    /** One of the demonstration people. */
    public Person person(String username) {
        return people.stream()
                .filter(person -> person.username().equals(username))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nobody of the name " + username));
    }

    /** A place at the door. */
    public URI at(String path) {
        return URI.create(origin + path);
    }

    /** A place on the inner listener. */
    public URI behind(String path) {
        return URI.create(inner + path);
    }

    /** Trusts our authority and nobody else. */
    public SSLContext trust() {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (var in = Files.newInputStream(authority)) {
                store.setCertificateEntry(
                        "intraparis", CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new IllegalStateException("Our authority cannot be read: " + authority, unreadable);
        }
    }

    /** Waits until every WAR says that it can serve. */
    void awaitReady() {
        HttpClient client = HttpClient.newBuilder().sslContext(trust()).build();
        for (String context : INNER) {
            Eventually.until(context + " is ready", BOOT, () -> ready(client, behind("/" + context + "/ready")));
        }
        Eventually.until("the door is ready", BOOT, () -> ready(client, URI.create(internal + "/nomades/ready")));
    }

    private static boolean ready(HttpClient client, URI place) {
        try {
            return client.send(
                                    HttpRequest.newBuilder(place)
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", interrupted);
        }
    }
}
