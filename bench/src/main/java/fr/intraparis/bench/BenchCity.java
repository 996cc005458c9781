package fr.intraparis.bench;

import fr.intraparis.stack.Stack;
import fr.intraparis.stack.part.PayaraMicro;
import fr.intraparis.stack.plan.Installation;
import fr.intraparis.stack.plan.StackPlan;
import fr.intraparis.stack.process.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** PostgreSQL, Keycloak and the door as the product starts them; portal-web is the upstream of the measurements. */
final class BenchCity implements AutoCloseable {
    /** Says to the door's plain listener of the measurements that TLS ended before it. */
    static final String SCHEME = "Bench-Scheme";

    private static final Duration BOOT = Duration.ofMinutes(4);

    final Installation installation;
    final String frontKey = UUID.randomUUID() + "-" + UUID.randomUUID();
    final int plainPort = PeerServers.freePort();
    private final Stack stack;
    private final ChildProcess door;

    /** @param data emptied first: the realm of an earlier run names other ports */
    BenchCity(Path data) throws IOException {
        if (Files.exists(data)) {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        installation = Installation.open(StackPlan.forTests(data), Instant.now());
        stack = Stack.backing(installation);
        door = new ChildProcess(installation.plan().logs(), "door");
    }

    /** Starts everything, the door with that upstream. */
    void start(int upstream) throws IOException, InterruptedException {
        stack.start((part, took) -> System.out.println(part.name() + " is ready"));
        PayaraMicro payara = stack.door()
                .with("nomades.upstream-portal", "http://127.0.0.1:" + upstream)
                .with("nomades.trusted-proxies", "127.0.0.1")
                .with("nomades.front-key", frontKey)
                .prepare();
        // TLS is dear in Java, and the peers' figures are for plain HTTP: a listener of this benchmark's own.
        Files.writeString(
                payara.folder().resolve("preboot.asadmin"),
                """

                create-protocol --securityenabled=false bench-plain
                create-http --default-virtual-server=server bench-plain
                set configs.config.server-config.network-config.protocols.protocol.bench-plain.http.scheme-mapping=%s
                set configs.config.server-config.network-config.protocols.protocol.bench-plain.http.http2-enabled=false
                set configs.config.server-config.network-config.protocols.protocol.bench-plain.http.max-connections=-1
                set configs.config.server-config.network-config.protocols.protocol.bench-plain.http.request-timeout-seconds=-1
                create-network-listener --address=127.0.0.1 --listenerport=%d --protocol=bench-plain bench-plain
                """.formatted(SCHEME, plainPort),
                StandardOpenOption.APPEND);
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        line.addAll(payara.jvmOptions());
        line.addAll(List.of("-jar", installation.plan().layout().payaraMicro().toString()));
        line.addAll(payara.microOptions());
        line.addAll(List.of("--deploy", payara.mainWar().toString()));
        door.start(line, Map.of(), payara.folder());
        URI ready = URI.create(installation.plan().doorInternal() + "/nomades/ready");
        long end = System.nanoTime() + BOOT.toNanos();
        while (status(ready) != 200) {
            if (!door.alive() || System.nanoTime() > end) {
                throw new IOException("the door did not start: " + door.log());
            }
            LockSupport.parkNanos(500_000_000);
        }
    }

    /** The door's process. */
    ProcessHandle door() {
        return ProcessHandle.of(door.pid().orElseThrow()).orElseThrow();
    }

    SSLContext trust() {
        return installation.authority().trust();
    }

    /** A client of the realm for the peer, with that secret. */
    void register(String secret) throws IOException, InterruptedException {
        StackPlan plan = installation.plan();
        String token = field(
                "access_token",
                post(
                        URI.create(plan.keycloak() + "/realms/master/protocol/openid-connect/token"),
                        "application/x-www-form-urlencoded",
                        "grant_type=client_credentials&client_id=stack&client_secret="
                                + URLEncoder.encode(
                                        installation.secrets().password("keycloak.admin"), StandardCharsets.UTF_8),
                        ""));
        post(
                URI.create(plan.keycloak() + "/admin/realms/" + StackPlan.REALM + "/clients"),
                "application/json",
                """
                {"clientId": "bench-httpd", "secret": "%s", "publicClient": false, "standardFlowEnabled": true,
                 "directAccessGrantsEnabled": false, "redirectUris": ["https://localhost:*", "http://localhost:*"],
                 "defaultClientScopes": ["nomades"], "fullScopeAllowed": true}
                """.formatted(secret),
                token);
    }

    @Override
    public void close() {
        door.stop(Duration.ofSeconds(6));
        stack.close();
    }

    private int status(URI at) throws InterruptedException {
        try {
            return client().send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private String post(URI at, String type, String body, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = client().send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(at + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .sslContext(trust())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private static String field(String name, String json) throws IOException {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        if (!matcher.find()) {
            throw new IOException("no " + name);
        }
        return matcher.group(1);
    }
}
