package fr.intraparis.bench;

import fr.intraparis.stack.plan.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** The peers, from Debian's packages, each with a configuration of its own under one folder. */
final class PeerServers implements AutoCloseable {
    /** What all of them serve: the address of a document of so many bytes. */
    static final String PATH = "/intraparis/bench/";

    private static final String TO_UPSTREAM = "proxy_set_header Connection \"\"; proxy_pass http://bench_upstream;";

    final int upstream = freePort();
    final int constant = freePort();
    private final Map<String, Process> running = new HashMap<>();
    private final Path folder;
    private final Installation installation;

    /** A process under test, and where it listens. */
    record Peer(ProcessHandle process, int plain, int tls) {}

    PeerServers(Path folder, Installation installation) throws IOException {
        this.folder = folder;
        this.installation = installation;
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path documents = Files.createDirectories(folder.resolve("www" + PATH));
        Files.write(documents.resolve("1k"), new byte[1024]);
        Files.write(documents.resolve("64k"), new byte[65_536]);
        nginx(
                "upstream",
                "server { listen 127.0.0.1:" + upstream + "; root " + folder.resolve("www") + "; }"
                        + " server { listen 127.0.0.1:" + constant + " ssl; return 200; }",
                upstream,
                "");
    }

    /** nginx and nothing else. */
    Peer plainNginx() throws IOException {
        return nginx("plain", "location / { " + TO_UPSTREAM + " }", "");
    }

    /** nginx that asks somebody who always says yes, over TLS like the door. */
    Peer nginxAskingAConstant() throws IOException {
        return nginx(
                "asking-constant",
                "location / { auth_request /ask; " + TO_UPSTREAM + " } location = /ask { internal;"
                        + " proxy_pass_request_body off; proxy_set_header Content-Length \"\";"
                        + " proxy_set_header Connection \"\"; proxy_pass https://bench_constant/; }",
                "");
    }

    /** nginx that asks the door and sends what the door tells. */
    Peer nginxAskingTheDoor(int internal, String frontKey) throws IOException {
        return nginx(
                "asking-door",
                "location / { auth_request /ask; auth_request_set $up $upstream_http_nomades_up_authorization;"
                        + " auth_request_set $hr $upstream_http_nomades_up_nomades_token_hr;"
                        + " auth_request_set $mail $upstream_http_nomades_up_nomades_token_mail;"
                        + " auth_request_set $target $upstream_http_nomades_target;"
                        + " proxy_pass_request_headers off; proxy_set_header Authorization $up;"
                        + " proxy_set_header Nomades-Token-Hr $hr; proxy_set_header Nomades-Token-Mail $mail;"
                        + " proxy_set_header Connection \"\"; proxy_pass http://bench_upstream$target; }"
                        + " location = /ask { internal; proxy_pass_request_body off;"
                        + " proxy_set_header Content-Length \"\"; proxy_set_header Connection \"\";"
                        + " proxy_set_header Host localhost:" + internal + ";"
                        + " proxy_set_header Nomades-Front-Method $request_method;"
                        + " proxy_set_header Nomades-Front-Target $request_uri;"
                        + " proxy_set_header X-Forwarded-For $remote_addr;"
                        + " proxy_set_header Nomades-Front-Key \"" + frontKey + "\";"
                        + " proxy_pass https://bench_decision/nomades/decision; }",
                Integer.toString(internal));
    }

    /** httpd with mod_auth_openidc, told of Keycloak as its documentation does: by the address of the metadata. */
    Peer httpd(String keycloak, String secret) throws IOException {
        return httpd("httpd", "OIDCProviderMetadataURL " + keycloak + "/.well-known/openid-configuration", secret);
    }

    /** The same, told each endpoint by hand: it then reads no metadata, which it does at every request. */
    Peer httpdByHand(String keycloak, String issuer, String secret) throws IOException {
        String protocol = keycloak + "/protocol/openid-connect";
        return httpd("httpd-by-hand", """
                OIDCProviderIssuer %s
                OIDCProviderAuthorizationEndpoint %s/auth
                OIDCProviderTokenEndpoint %s/token
                OIDCProviderJwksUri %s/certs""".formatted(issuer, protocol, protocol, protocol), secret);
    }

    /** Its session in shared memory, the access token upstream. */
    private Peer httpd(String name, String provider, String secret) throws IOException {
        int plain = freePort();
        int tls = freePort();
        Path home = Files.createDirectories(folder.resolve(name));
        Path configuration = home.resolve("httpd.conf");
        // Its workers are nobody's, and the city's folder is its owner's.
        Path authority = Files.write(
                home.resolve("ca.crt"),
                Files.readAllBytes(installation.authority().caCertificate()));
        Files.writeString(
                configuration,
                resource("httpd.conf")
                        .replace("${home}", home.toString())
                        .replace("${plain}", Integer.toString(plain))
                        .replace("${tls}", Integer.toString(tls))
                        .replace("${upstream}", Integer.toString(upstream))
                        .replace("${chain}", installation.authority().chain().toString())
                        .replace("${key}", installation.authority().key().toString())
                        .replace("${ca}", authority.toString())
                        .replace("${provider}", provider)
                        .replace("${secret}", secret));
        Process process = start(name, tls, "apache2", "-DFOREGROUND", "-f", configuration.toString());
        return new Peer(process.toHandle(), plain, tls);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException("no free port", none);
        }
    }

    @Override
    public void close() {
        running.values().forEach(Process::destroy);
    }

    private Peer nginx(String name, String locations, String internal) throws IOException {
        int plain = freePort();
        int tls = freePort();
        Process process = nginx(
                name,
                "server { listen 127.0.0.1:" + plain + "; listen 127.0.0.1:" + tls + " ssl; " + locations + " }",
                tls,
                internal);
        return new Peer(process.toHandle(), plain, tls);
    }

    private Process nginx(String name, String servers, int port, String internal) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Path configuration = home.resolve("nginx.conf");
        Files.writeString(
                configuration,
                resource("nginx.conf")
                        .replace("${servers}", servers)
                        .replace("${folder}", home.toString())
                        .replace(
                                "${log}",
                                name.equals("upstream")
                                        ? "off"
                                        : home.resolve("access.log").toString())
                        .replace("${upstream}", Integer.toString(upstream))
                        .replace("${constant}", Integer.toString(constant))
                        .replace("${internal}", internal.isEmpty() ? Integer.toString(constant) : internal)
                        .replace("${chain}", installation.authority().chain().toString())
                        .replace("${key}", installation.authority().key().toString())
                        .replace(
                                "${ca}",
                                installation.authority().caCertificate().toString()));
        return start(
                name,
                port,
                "nginx",
                "-e",
                home.resolve("error.log").toString(),
                "-c",
                configuration.toString(),
                "-g",
                "daemon off;");
    }

    private Process start(String name, int port, String... command) throws IOException {
        List<String> whole = new ArrayList<>(List.of(command));
        Process process = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        running.put(name, process);
        for (int i = 0; i < 200 && process.isAlive(); i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return process;
            } catch (IOException notYet) {
                LockSupport.parkNanos(50_000_000);
            }
        }
        throw new IOException(name + " does not listen: " + Files.readString(folder.resolve(name + ".log")));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(PeerServers.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
