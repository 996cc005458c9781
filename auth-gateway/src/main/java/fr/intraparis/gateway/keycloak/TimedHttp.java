package fr.intraparis.gateway.keycloak;

import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends the sdk's requests within a limit that holds for the whole answer, a slow drip included (a read timeout starts
 * anew with each byte). Follows no redirect: nothing that Keycloak says may send the door's key proof elsewhere.
 */
final class TimedHttp implements HTTPRequestSender {
    /** The code of a silent Keycloak is with the browser within three seconds. */
    static final Duration LIMIT = Duration.ofMillis(2_700);

    private static final long LARGEST = 512 * 1024;

    private final Duration limit;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(1))
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    TimedHttp() {
        this(LIMIT);
    }

    TimedHttp(Duration limit) {
        this.limit = limit;
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        String body = request.getBody();
        HttpRequest.Builder wire = HttpRequest.newBuilder(request.getURI())
                .timeout(limit)
                .method(
                        request.getMethod().name(),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        request.getHeaderMap().forEach((name, values) -> values.forEach(value -> wire.header(name, value)));

        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(wire.build(), small());
        try {
            return read(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw new HttpTimeoutException("no complete answer within " + limit);
        } catch (InterruptedException stopping) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopping);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(failed.getCause());
        }
    }

    /** A body larger than any answer we wait for is not read. */
    private static BodyHandler<byte[]> small() {
        return head -> head.headers().firstValueAsLong("Content-Length").orElse(0) > LARGEST
                ? BodySubscribers.replacing(new byte[0])
                : BodyHandlers.ofByteArray().apply(head);
    }

    private static HTTPResponse read(HttpResponse<byte[]> answer) {
        HTTPResponse response = new HTTPResponse(answer.statusCode());
        answer.headers().map().forEach((name, values) -> response.setHeader(name, values.toArray(String[]::new)));
        response.setBody(new String(answer.body(), StandardCharsets.UTF_8));
        return response;
    }
}
