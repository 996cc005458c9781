package fr.intraparis.gateway.support;

import com.nimbusds.oauth2.sdk.token.AccessToken;
import fr.intraparis.gateway.keycloak.Keycloak;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import fr.intraparis.kernel.contract.mail.ReadTicket;
import fr.intraparis.kernel.contract.mail.TicketView;
import fr.intraparis.kernel.idempotency.Idempotency;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The neighbour that keeps the tickets, asked in the door's own name. */
@ApplicationScoped
class MailBridge {
    /** What the ticket itself is to blame for, if mail-bridge says so by a code of ours. */
    private static final Set<Integer> FOR_GOOD = Set.of(400, 409, 413, 415, 422);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final Jsonb json = JsonbBuilder.create();
    private final Clock clock = Clock.systemUTC();

    @Inject
    @ConfigProperty(name = "nomades.upstream-mail")
    URI base = URI.create("");

    @Inject
    Keycloak keycloak;

    private @Nullable String token;
    private Instant renewAt = Instant.EPOCH;

    /** How it waits in the outbox. */
    String payload(Record said) {
        return json.toJson(said);
    }

    /**
     * Hands over one ticket or message.
     *
     * @return why mail-bridge will never take it; empty when it has it
     * @throws CodedException when it did not arrive for sure; handing it over again is harmless
     */
    Optional<ErrorCode> take(String place, String payload) {
        try {
            post(place, payload, UUID.randomUUID());
            return Optional.empty();
        } catch (CodedException refused) {
            if (FOR_GOOD.contains(refused.code().status())) {
                return Optional.of(refused.code());
            }
            throw refused;
        }
    }

    /**
     * Opens a ticket by its code.
     *
     * @throws CodedException what mail-bridge says, or that it does not answer
     */
    TicketView read(ReadTicket read) {
        try {
            return json.fromJson(
                    post("/mail/api/sos-tickets/readings", json.toJson(read), UUID.randomUUID()), TicketView.class);
        } catch (JsonbException garbled) {
            throw new CodedException(ErrorCode.REL_UPSTREAM_DOWN, "mail-bridge", garbled);
        }
    }

    private String post(String path, String body, UUID key) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(3))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header(Idempotency.HEADER, key.toString())
                .header(CorrelationId.HEADER, CorrelationId.current().value())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 == 2) {
                return response.body();
            }
            if (response.statusCode() == 401) {
                forget();
            }
            ErrorCode code = Problem.parse(response.body()).map(Problem::code).orElse(null);
            // A token or a role that is missing is our trouble, not the person's.
            if (code == null || response.statusCode() == 401 || response.statusCode() == 403) {
                throw new CodedException(ErrorCode.REL_UPSTREAM_DOWN, "mail-bridge " + response.statusCode());
            }
            throw new CodedException(code, "mail-bridge " + response.statusCode());
        } catch (HttpTimeoutException slow) {
            throw new CodedException(ErrorCode.REL_UPSTREAM_SLOW, "mail-bridge", slow);
        } catch (IOException down) {
            throw new CodedException(ErrorCode.REL_UPSTREAM_DOWN, "mail-bridge", down);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CodedException(ErrorCode.REL_UPSTREAM_DOWN, "mail-bridge", stopped);
        }
    }

    private synchronized String token() {
        String kept = token;
        if (kept == null || !clock.instant().isBefore(renewAt)) {
            AccessToken fresh = keycloak.serviceToken();
            kept = fresh.getValue();
            token = kept;
            renewAt = clock.instant().plusSeconds(fresh.getLifetime() / 2);
        }
        return kept;
    }

    private synchronized void forget() {
        token = null;
    }
}
