package fr.intraparis.gateway.keycloak;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Shows("M3")
class TimedHttpTest {
    private static final Duration LIMIT = Duration.ofMillis(600);

    private final CountDownLatch over = new CountDownLatch(1);
    private final TimedHttp http = new TimedHttp(LIMIT);
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    @AfterEach
    void close() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void aSilentKeycloakIsGivenUpInTime() {
        serves(exchange -> hold());
        givenUpInTime();
    }

    @Test
    void aSlowDripIsGivenUpInTimeToo() {
        serves(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 100 && over.getCount() > 0; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                hold(Duration.ofMillis(100));
            }
        });
        givenUpInTime();
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        serves(exchange -> {
            exchange.getResponseHeaders().set("Location", "http://evil.invalid/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        assertEquals(302, http.send(request()).getStatusCode());
    }

    @Test
    void anAnswerArrivesWhole() throws IOException {
        byte[] body = "{\"é\":1}".getBytes(StandardCharsets.UTF_8);
        serves(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        assertEquals("{\"é\":1}", http.send(request()).getBody());
    }

    @Test
    void aHugeAnswerIsNotRead() throws IOException {
        byte[] body = new byte[2 * 1024 * 1024];
        serves(exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        assertEquals("", http.send(request()).getBody());
    }

    private void givenUpInTime() {
        long start = System.nanoTime();
        assertThrows(HttpTimeoutException.class, () -> http.send(request()));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(LIMIT.plusSeconds(2)) < 0, took.toString());
        Figure.of("given up after %d ms", took.toMillis());
    }

    private HTTPRequest request() {
        return new HTTPRequest(
                HTTPRequest.Method.GET,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    }

    private void serves(HttpHandler handler) {
        server.createContext("/", handler);
    }

    private void hold() {
        hold(Duration.ofSeconds(20));
    }

    private void hold(Duration time) {
        try {
            if (over.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
