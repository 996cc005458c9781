package fr.intraparis.gateway.diagnostic;

import fr.intraparis.gateway.diagnostic.Facts.Neighbour;
import fr.intraparis.kernel.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * How the parts that the door calls are, as the door sees them: each is asked for its readiness, all at once, with a
 * second each. The answer holds for a few seconds, so that however many open the page, the parts are asked little.
 */
@ApplicationScoped
class Neighbours {
    /** How long a part may take. */
    static final Duration LIMIT = Duration.ofSeconds(1);

    private static final Duration HOLDS = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    @Inject
    @ConfigProperty(name = "intraparis.keycloak")
    String keycloak = "";

    @Inject
    @ConfigProperty(name = "nomades.upstream-portal")
    String portal = "";

    @Inject
    @ConfigProperty(name = "nomades.upstream-hr")
    String hr = "";

    @Inject
    @ConfigProperty(name = "nomades.upstream-mail")
    String mail = "";

    private List<Neighbour> seen = List.of();
    private long seenAt;

    /** All of them, Keycloak first. One caller asks, the others of these seconds wait for the same answer. */
    synchronized List<Neighbour> ask() {
        if (!seen.isEmpty() && System.nanoTime() - seenAt < HOLDS.toNanos()) {
            return seen;
        }
        Map<String, CompletableFuture<@Nullable ErrorCode>> asked = new LinkedHashMap<>();
        asked.put("Keycloak", trouble(keycloak + "/protocol/openid-connect/certs", true));
        asked.put("portal-web", trouble(portal + "/intraparis/ready", false));
        asked.put("hr-services", trouble(hr + "/hr/ready", false));
        asked.put("mail-bridge", trouble(mail + "/mail/ready", false));
        seen = asked.entrySet().stream()
                .map(part -> new Neighbour(part.getKey(), part.getValue().join()))
                .toList();
        seenAt = System.nanoTime();
        return seen;
    }

    private CompletableFuture<@Nullable ErrorCode> trouble(String address, boolean identity) {
        return client.sendAsync(
                        HttpRequest.newBuilder(URI.create(address))
                                .timeout(LIMIT)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                // The request's own limit ends with the headers.
                .orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, failed) -> judged(answer, failed, identity));
    }

    static @Nullable ErrorCode judged(
            @Nullable HttpResponse<Void> answer, @Nullable Throwable failed, boolean identity) {
        if (failed != null) {
            Throwable cause =
                    failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
            boolean slow = cause instanceof HttpTimeoutException || cause instanceof TimeoutException;
            if (identity) {
                return slow ? ErrorCode.IDP_SLOW : ErrorCode.IDP_DOWN;
            }
            return slow ? ErrorCode.REL_UPSTREAM_SLOW : ErrorCode.REL_UPSTREAM_DOWN;
        }
        if (answer != null && answer.statusCode() == 200) {
            return null;
        }
        // It answers, and says that it can't serve.
        return identity ? ErrorCode.IDP_DOWN : ErrorCode.SYS_NOT_READY;
    }
}
