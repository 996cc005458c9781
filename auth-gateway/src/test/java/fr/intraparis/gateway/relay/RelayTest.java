package fr.intraparis.gateway.relay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fr.intraparis.gateway.Audience;
import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.FakeExchange;
import fr.intraparis.gateway.FakeVisit;
import fr.intraparis.gateway.Query;
import fr.intraparis.gateway.Visit;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The relay against an upstream that is a real HTTP server. */
class RelayTest {
    private final Relay relay = new Relay();
    private final AtomicReference<@Nullable HttpExchange> seen = new AtomicReference<>();
    private final AtomicReference<String> uploaded = new AtomicReference<>("");
    private @Nullable HttpServer server;

    /** How the upstream behaves. */
    private interface Upstream {
        void answer(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void configure() {
        relay.origin = URI.create("https://nomades.paris.fr");
        relay.firstByte = Duration.ofMillis(400);
        relay.firstByteOfPage = Duration.ofMillis(400);
        relay.transfer = Duration.ofSeconds(5);
        relay.largestBody = 1_000;
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void anAnswerIsStreamedWithTheDoorsHeaders() throws IOException {
        String large = "0123456789".repeat(20_000);
        upstream(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
            exchange.getResponseHeaders().set("Set-Cookie", "JSESSIONID=1");
            exchange.getResponseHeaders().set("X-Powered-By", "x");
            send(exchange, 200, large);
        });
        FakeExchange client = new FakeExchange("");
        client.sent.put("Cookie", "__Host-Http-nomades=secret");
        client.sent.put("X-Forwarded-For", "10.0.0.1");
        relay.send(page(client));
        assertEquals(200, client.status());
        assertEquals(large, client.body());
        assertNull(client.headers.get("Set-Cookie"));
        assertNull(client.headers.get("X-Powered-By"));
        HttpExchange arrived = arrived();
        assertEquals("/intraparis/leave?a=1", arrived.getRequestURI().toString());
        assertEquals("Bearer token-portal", arrived.getRequestHeaders().getFirst("Authorization"));
        assertNull(arrived.getRequestHeaders().getFirst("Cookie"));
        assertNull(arrived.getRequestHeaders().getFirst("X-Forwarded-For"));
    }

    @Test
    void anUploadIsStreamedAndItsSizeIsCounted() throws IOException {
        upstream(exchange -> send(exchange, 204, null));
        FakeExchange client = new FakeExchange("a=1&b=2");
        client.sent.put("Content-Type", "application/x-www-form-urlencoded");
        relay.send(post(client));
        assertEquals(204, client.status());
        assertEquals("a=1&b=2", uploaded.get());
        assertEquals(ErrorCode.REL_TOO_LARGE, refused(post(new FakeExchange("x".repeat(1_001)))));
        assertEquals(ErrorCode.REL_TOO_LARGE, refused(post(new FakeExchange("x".repeat(20_000)).chunked())));
    }

    @Test
    void aStrangersFormIsSmall() throws IOException {
        relay.largestBody = 1_000_000;
        upstream(exchange -> send(exchange, 204, null));
        relay.send(post(new FakeExchange("x".repeat(70_000))));
        assertEquals(ErrorCode.REL_TOO_LARGE, refused(strangersPost(new FakeExchange("x".repeat(70_000)))));
        relay.send(strangersPost(new FakeExchange("password=x")));
        assertEquals("password=x", uploaded.get());
    }

    @Test
    void whatASafeRequestCarriesStaysAtTheDoor() throws IOException {
        upstream(exchange -> send(exchange, 200, "page"));
        relay.send(page(new FakeExchange("smuggled")));
        assertEquals("", uploaded.get());
    }

    @Test
    void headHasTheLengthOfWhatGetWouldSend() throws IOException {
        upstream(exchange -> {
            exchange.getResponseHeaders().set("Content-Length", "1234");
            exchange.sendResponseHeaders(200, -1);
        });
        FakeExchange client = new FakeExchange("");
        relay.send(asking("HEAD", client, "/intraparis/leave"));
        assertEquals("HEAD", arrived().getRequestMethod());
        assertEquals(List.of("1234"), client.headers.get("Content-Length"));
        assertEquals("", client.body());
    }

    @Test
    void aBodyThatDripsIsGivenUp() throws IOException {
        InputStream drip = new ByteArrayInputStream("drip".getBytes(StandardCharsets.UTF_8));
        try (ClientBody patient = new ClientBody(drip, 10, Duration.ofSeconds(5))) {
            assertEquals('d', patient.read());
        }
        try (ClientBody late = new ClientBody(drip, 10, Duration.ZERO)) {
            assertThrows(ClientBody.Gone.class, late::read);
        }
    }

    @Test
    void anAnswerThatBreaksOffUnseenLeavesNothingBehind() throws IOException {
        upstream(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/css");
            exchange.getResponseHeaders().set("Cache-Control", "public, max-age=3600");
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });
        FakeExchange client = new FakeExchange("");
        assertEquals(ErrorCode.REL_UPSTREAM_DOWN, refused(page(client)));
        assertEquals("", client.body(), "the beginning of the answer");
        assertEquals(List.of("no-store"), client.headers.get("Cache-Control"));
        assertNull(client.headers.get("Content-Length"));
    }

    @Test
    void anUpstreamThatIsDownIsSaidSo() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            open(URI.create("http://localhost:" + closed.getLocalPort()));
        }
        assertEquals(ErrorCode.REL_UPSTREAM_DOWN, refused(page(new FakeExchange(""))));
        assertEquals(ErrorCode.IDP_DOWN, refused(login(new FakeExchange(""))));
    }

    @Test
    void anUpstreamThatIsSlowIsNotWaitedFor() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        upstream(exchange -> {
            try {
                assertTrue(over.await(5, TimeUnit.SECONDS));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
        long start = System.nanoTime();
        assertEquals(ErrorCode.REL_UPSTREAM_SLOW, refused(page(new FakeExchange(""))));
        assertEquals(ErrorCode.IDP_SLOW, refused(login(new FakeExchange(""))));
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 3_000);
        over.countDown();
    }

    @Test
    void aProblemOfAnUpstreamBecomesAPageForAPersonAndPassesForAProgram() throws IOException {
        Problem problem =
                Problem.of(ErrorCode.HRS_NOT_FOUND, "no such", CorrelationId.fresh(), Instant.now(), Locale.FRENCH);
        upstream(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", Problem.MEDIA_TYPE);
            exchange.getResponseHeaders()
                    .set(CorrelationId.HEADER, CorrelationId.fresh().value());
            send(exchange, 404, problem.toJson());
        });
        FakeExchange person = new FakeExchange("");
        person.sent.put("Accept", "text/html,*/*");
        assertEquals(ErrorCode.HRS_NOT_FOUND, refused(page(person)));
        FakeExchange program = new FakeExchange("");
        program.sent.put("Accept", "application/json");
        relay.send(page(program));
        assertEquals(404, program.status());
        assertTrue(program.body().contains("NOM-HRS-001"));
    }

    @Test
    void whatABareServerSaysIsNotShown() throws IOException {
        upstream(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            send(exchange, 404, "<h3>Payara Micro</h3>");
        });
        assertEquals(ErrorCode.REL_UPSTREAM_DOWN, refused(page(new FakeExchange(""))));
    }

    @Test
    void aRedirectIsNeverFollowedAndStaysOurs() throws IOException {
        upstream(exchange -> {
            exchange.getResponseHeaders().set("Location", "https://nomades.paris.fr/intraparis/home?x=1");
            send(exchange, 302, null);
        });
        FakeExchange client = new FakeExchange("");
        relay.send(page(client));
        assertEquals(302, client.status());
        assertEquals(List.of("/intraparis/home?x=1"), client.headers.get("Location"));
    }

    @Test
    void aRedirectElsewhereIsRefused() throws IOException {
        upstream(exchange -> {
            exchange.getResponseHeaders().set("Location", "https://evil.example/");
            send(exchange, 302, null);
        });
        assertEquals(ErrorCode.REL_UPSTREAM_DOWN, refused(page(new FakeExchange(""))));
    }

    @Test
    void keycloaksCookiesPassOnItsPathsAndNoOthers() throws IOException {
        upstream(exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "AUTH_SESSION_ID=a.b; Path=/; HttpOnly");
            exchange.getResponseHeaders().add("Set-Cookie", "__Host-Http-nomades=planted; Path=/");
            send(exchange, 200, "login");
        });
        FakeExchange client = new FakeExchange("");
        client.sent.put("Cookie", "__Host-Http-nomades=secret; AUTH_SESSION_ID=x.y");
        relay.send(login(client));
        assertEquals(
                List.of("AUTH_SESSION_ID=a.b; Path=/realms/nomades/; Secure; HttpOnly"),
                client.headers.get("Set-Cookie"));
        assertEquals("AUTH_SESSION_ID=x.y", arrived().getRequestHeaders().getFirst("Cookie"));
        assertEquals("192.0.2.7", arrived().getRequestHeaders().getFirst("X-Forwarded-For"));
        assertNull(arrived().getRequestHeaders().getFirst("Authorization"));
    }

    @Test
    void aClientThatGoesAwayStopsTheUpstream() throws IOException, InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        upstream(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[64 * 1024];
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 10_000; i++) {
                    body.write(block);
                }
            } catch (IOException cut) {
                stopped.countDown();
            }
        });
        relay.send(page(new FakeExchange("").goingAway()));
        assertTrue(stopped.await(5, TimeUnit.SECONDS), "the upstream must notice");
    }

    private Exchange page(FakeExchange client) {
        Exchange exchange = client.of(FakeVisit.to("/intraparis/leave", Query.parse("a=1")));
        exchange.tokens().put(Audience.PORTAL, "token-portal");
        return exchange;
    }

    private Exchange post(FakeExchange client) {
        return asking("POST", client, "/intraparis/leave");
    }

    private Exchange strangersPost(FakeExchange client) {
        return asking("POST", client, "/realms/nomades/login-actions/authenticate");
    }

    private Exchange asking(String method, FakeExchange client, String path) {
        Visit visit = FakeVisit.to(path, new Query(List.of()));
        return client.of(new Visit(
                method,
                visit.path(),
                visit.query(),
                visit.address(),
                visit.zone(),
                visit.proxyMarks(),
                visit.language(),
                visit.browser(),
                visit.consistent(),
                visit.reference(),
                visit.correlationId(),
                visit.at()));
    }

    private Exchange login(FakeExchange client) {
        return client.of(FakeVisit.to("/realms/nomades/login-actions/authenticate", Query.parse("session_code=x")));
    }

    private ErrorCode refused(Exchange exchange) {
        return assertThrows(CodedException.class, () -> relay.send(exchange)).code();
    }

    private HttpExchange arrived() {
        HttpExchange exchange = seen.get();
        assertFalse(exchange == null);
        return java.util.Objects.requireNonNull(exchange);
    }

    private void upstream(Upstream behaviour) throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        started.setExecutor(Executors.newCachedThreadPool());
        started.createContext("/", exchange -> {
            seen.set(exchange);
            try (InputStream body = exchange.getRequestBody()) {
                uploaded.set(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            behaviour.answer(exchange);
            exchange.close();
        });
        started.start();
        server = started;
        open(URI.create("http://localhost:" + started.getAddress().getPort()));
    }

    private void open(URI base) {
        relay.portal = base;
        relay.hr = base;
        relay.mail = base;
        relay.keycloak = base.resolve("/realms/nomades");
        relay.open();
    }

    private static void send(HttpExchange exchange, int status, @Nullable String body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body == null ? -1 : bytes.length);
        if (body != null) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
