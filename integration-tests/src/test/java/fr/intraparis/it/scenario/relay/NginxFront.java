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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Debian's nginx with the configuration of the documentation, in front of the running city. */
final class NginxFront {
    /** Where it calls from: the suite's door trusts what it says of others. */
    static final String ADDRESS = "127.0.50.1";

    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Path DOCUMENTED = Path.of("../docs/front/nginx.conf");

    private NginxFront() {}

    /** Starts it until the scenario is over; skips the scenario where nginx is not installed, but not in CI. */
    static URI before(City city) {
        if ("true".equals(System.getenv("CI"))) {
            Assertions.assertTrue(Files.exists(PROGRAM), "no nginx");
        }
        Assumptions.assumeTrue(Files.exists(PROGRAM), "no nginx here");
        try {
            Path folder = Stage.TARGET.resolve("front");
            Files.createDirectories(folder);
            int port = freePort();
            keys(city, folder);
            Files.writeString(
                    folder.resolve("front-key.conf"),
                    "proxy_set_header Nomades-Front-Key \"" + city.door().getProperty("nomades.front-key") + "\";\n");
            Files.writeString(
                    folder.resolve("nginx.conf"),
                    Files.readString(DOCUMENTED)
                            // A name without a dot is not said in the handshake: nobody could call it here.
                            .replaceFirst("(?s)    # Whoever asks for another name.*?\n    }\n", "")
                            .replace("listen 443 ", "listen 127.0.0.1:" + port + " ")
                            .replace(":8443", ":" + city.origin().getPort())
                            .replace(":8444", ":" + city.internal().getPort())
                            .replace(":9443", ":" + city.inner().getPort())
                            .replace("/etc/nginx/nomades/", folder + "/")
                            .replace("proxy_http_version 1.1;", "proxy_http_version 1.1; proxy_bind " + ADDRESS + ";"));
            Process nginx = new ProcessBuilder(
                            PROGRAM.toString(),
                            "-e",
                            folder.resolve("error.log").toString(),
                            "-c",
                            folder.resolve("nginx.conf").toString(),
                            "-g",
                            "daemon off; pid " + folder.resolve("pid") + ";")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("nginx.log").toFile())
                    .start();
            Story.current().afterwards(nginx::destroy);
            Eventually.until("nginx listens", Duration.ofSeconds(10), () -> !nginx.isAlive() || listens(port));
            Assertions.assertTrue(nginx.isAlive(), Files.readString(folder.resolve("nginx.log")));
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
