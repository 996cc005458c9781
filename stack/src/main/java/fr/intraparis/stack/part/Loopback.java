package fr.intraparis.stack.part;

import fr.intraparis.stack.secret.Authority;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLSocket;

/** Asks a part over TLS whether it answers, trusting the installation's authority alone. */
final class Loopback {
    private final Authority authority;
    private final HttpClient http;

    Loopback(Authority authority) {
        this.authority = authority;
        http = HttpClient.newBuilder()
                .sslContext(authority.trust())
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    /** Whether a GET of it gives 200. */
    boolean answers(String url) {
        return status(url) == 200;
    }

    /** The status that a GET of it gives; 0 when nobody answers. */
    int status(String url) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Sends it and gives the answer's body; any other status than 2xx is an error that shows the body. */
    String send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        request.method() + " " + request.uri() + " gave " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(request.method() + " " + request.uri() + " failed: " + e, e);
        }
    }

    /** Whether a mail server greets on that port. */
    boolean greets(int port) {
        try (SSLSocket socket = (SSLSocket) authority.trust().getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            socket.setSoTimeout(3000);
            return socket.getInputStream().read() > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
