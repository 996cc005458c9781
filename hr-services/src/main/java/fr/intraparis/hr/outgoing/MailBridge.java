package fr.intraparis.hr.outgoing;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.idempotency.Idempotency;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The neighbour that puts official messages into mailboxes. The id of a message makes its delivery idempotent. */
@Dependent
class MailBridge {
    /**
     * What the message itself is to blame for, if mail-bridge says so by a code of ours. A token, a role, a path or a
     * limit of the moment can be mended without touching the message.
     */
    private static final Set<Integer> FOR_GOOD = Set.of(400, 409, 413, 415, 422);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI messages;
    private final ServiceToken token;

    /** @param base such as {@code https://localhost:9443/mail} */
    @Inject
    MailBridge(
            @ConfigProperty(name = "hr.mail-bridge") String base,
            @ConfigProperty(name = "intraparis.keycloak") String keycloak,
            @ConfigProperty(name = "intraparis.issuer") String issuer,
            @ConfigProperty(name = "hr.client-key-file") String keyFile,
            Clock clock) {
        this.messages = URI.create(base + "/api/official-messages");
        this.token = new ServiceToken(keycloak, issuer, Path.of(keyFile), clock);
    }

    /**
     * Hands over one message.
     *
     * @return why mail-bridge will never take it; empty when it has it
     * @throws CodedException when it did not arrive for sure; handing it over again is harmless
     */
    Optional<ErrorCode> deliver(String id, String json) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(messages)
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token.value())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header(Idempotency.HEADER, id)
                .header(CorrelationId.HEADER, CorrelationId.current().value())
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 401) {
                token.forget();
            }
            if (response.statusCode() < 300) {
                return Optional.empty();
            }
            ErrorCode code = Problem.parse(response.body()).map(Problem::code).orElse(null);
            if (code != null && FOR_GOOD.contains(response.statusCode())) {
                return Optional.of(code);
            }
            throw new CodedException(
                    code == null ? ErrorCode.REL_UPSTREAM_DOWN : code, "mail-bridge " + response.statusCode());
        } catch (IOException e) {
            throw new CodedException(ErrorCode.REL_UPSTREAM_DOWN, "mail-bridge", e);
        }
    }
}
