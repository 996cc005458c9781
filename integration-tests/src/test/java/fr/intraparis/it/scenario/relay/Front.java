package fr.intraparis.it.scenario.relay;

import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Debian's front proxies with the configuration of the documentation, in front of the running city. */
enum Front {
    NGINX("nginx.conf") {
        @Override
        String fitted(String documented, int port) {
            return documented
                    // A name without a dot is not said in the handshake: nobody could call it here.
                    .replaceFirst("(?s)    # Whoever asks for another name.*?\n    }\n", "")
                    .replace("listen 443 ", "listen 127.0.0.1:" + port + " ")
                    .replace("proxy_http_version 1.1;", "proxy_http_version 1.1; proxy_bind " + ADDRESS + ";");
        }

        @Override
        List<String> command(String file) {
            return List.of("-e", "nginx-error.log", "-c", file, "-g", "daemon off; pid nginx.pid;");
        }
    },

    HAPROXY("haproxy.cfg") {
        @Override
        String fitted(String documented, int port) {
            return documented
                    .replace(" strict-sni", "")
                    .replace("bind :443 ", "bind 127.0.0.1:" + port + " ")
                    .replaceAll("(?m)^ +(user|group|chroot) .*\n| user haproxy$", "")
                    .replace("/var/lib/haproxy/", "")
                    .replace("    default-server ", "    source " + ADDRESS + "\n    default-server ");
        }

        @Override
        List<String> command(String file) {
            return List.of("-db", "-f", file);
        }
    };

    /** Where they call from: the suite's door trusts what they say of others. */
    private static final String ADDRESS = "127.0.50.1";

    private static final Path DOCUMENTED = Path.of("../docs/front");

    private final Path program = Path.of("/usr/sbin", name().toLowerCase(Locale.ROOT));
    private final String configuration;

    Front(String configuration) {
        this.configuration = configuration;
    }

    /** The documented configuration for this city: another port, our address, no names in the handshake. */
    abstract String fitted(String documented, int port);

    /** Its arguments; files are in its working directory. */
    abstract List<String> command(String file);

    /** Starts it until the scenario is over; skips the scenario where it is not installed, but not in CI. */
    URI before(City city) {
        return before(city, city.origin().getPort(), city.internal().getPort());
    }

    /** The same, and where it looks for the door nobody listens. */
    URI beforeNoDoor(City city) {
        return before(city, freePort(), freePort());
    }

    private URI before(City city, int door, int decision) {
        if ("true".equals(System.getenv("CI"))) {
            Assertions.assertTrue(Files.exists(program), "no " + program);
        }
        Assumptions.assumeTrue(Files.exists(program), "no " + program + " here");
        try {
            Path folder = Stage.TARGET.resolve("front").toAbsolutePath();
            Files.createDirectories(folder);
            int port = freePort();
            String key = city.door().getProperty("nomades.front-key");
            keys(city, folder);
            Files.writeString(
                    folder.resolve("front-key.conf"), "proxy_set_header Nomades-Front-Key \"" + key + "\";\n");
            Files.copy(
                    DOCUMENTED.resolve("nomades.lua"),
                    folder.resolve("nomades.lua"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(
                    folder.resolve(configuration),
                    fitted(Files.readString(DOCUMENTED.resolve(configuration)), port)
                            .replace(":8443", ":" + door)
                            .replace(":8444", ":" + decision)
                            .replace(":9443", ":" + city.inner().getPort())
                            .replaceAll("/etc/(nginx|haproxy)/nomades/", folder + "/"));
            Path log = folder.resolve(configuration + ".log");
            ProcessBuilder start = new ProcessBuilder(program.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            start.command().addAll(command(folder.resolve(configuration).toString()));
            start.environment().put("NOMADES_FRONT_KEY", key);
            start.environment().put("NOMADES_DECISION_SOCKET", "nomades.sock");
            Process process = start.start();
            Story.current().afterwards(process::destroy);
            Eventually.until(this + " listens", Duration.ofSeconds(10), () -> !process.isAlive() || listens(port));
            Assertions.assertTrue(process.isAlive(), Files.readString(log));
            return URI.create("https://localhost:" + port);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Its certificate is the city's; the files are found as the door finds them. */
    private static void keys(City city, Path folder) throws IOException {
        Files.copy(city.authority(), folder.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
        String arguments = Files.readString(city.data().resolve("door/jvm.args"));
        char[] password = found(arguments, "keyStorePassword=(\\S+)").toCharArray();
        try (InputStream file = Files.newInputStream(Path.of(found(arguments, "keyStore=\"([^\"]+)\"")))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password);
            String alias = store.aliases().nextElement();
            StringBuilder chain = new StringBuilder();
            for (Certificate certificate : store.getCertificateChain(alias)) {
                chain.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            Files.writeString(folder.resolve("door.crt"), chain);
            Files.writeString(
                    folder.resolve("door.key"),
                    pem("PRIVATE KEY", store.getKey(alias, password).getEncoded()));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        Assertions.assertTrue(matcher.find(), pattern);
        return matcher.group(1);
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
