package fr.intraparis.stack.part;

import fr.intraparis.stack.plan.Layout;
import fr.intraparis.stack.process.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Keycloak with our providers, optimised once at build time ({@code kc.sh build}): half a minute that no start pays.
 * Made anew only when the distribution, our providers or the options change.
 */
public final class KeycloakHome {
    /** What this realm never offers is not built in: a switch that does not exist cannot be left on. */
    private static final String UNUSED =
            "--features-disabled=account,account-api,ciba,device-flow,impersonation,kerberos,"
                    + "organization,token-exchange-standard,twitter-broker";

    private static final List<String> OPTIONS =
            List.of("--db=postgres", "--health-enabled=true", "--metrics-enabled=true", UNUSED);

    private KeycloakHome() {}

    /** Called by the build: the argument is the root of the repository. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        prepare(new Layout(Path.of(arguments[0]).toAbsolutePath().normalize()));
    }

    static void prepare(Layout layout) throws IOException, InterruptedException {
        Path home = layout.keycloakHome();
        Path stamp = home.resolve("prepared");
        Path identity = layout.identityJar();
        if (!Files.exists(identity)) {
            throw new IOException("Build the module identity first: no " + identity);
        }
        String state = Files.size(layout.keycloakZip()) + " " + hash(identity) + " " + OPTIONS;
        if (Files.exists(stamp) && Files.readString(stamp).equals(state)) {
            return;
        }
        delete(home);
        unzip(layout.keycloakZip(), home);
        Files.copy(identity, home.resolve("providers/identity.jar"), StandardCopyOption.REPLACE_EXISTING);
        build(home);
        Files.writeString(stamp, state);
    }

    private static void build(Path home) throws IOException, InterruptedException {
        Path log = home.resolve("build.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(home.resolve("bin/kc.sh").toString(), "build"), OPTIONS.stream())
                                .toList())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        Process process = builder.start();
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("Keycloak could not be prepared; " + log + " ends with:\n"
                    + String.join("\n", ChildProcess.lastLines(log, 20)));
        }
    }

    private static void unzip(Path zip, Path home) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                // The first folder is keycloak-<version>.
                String inside = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path file = home.resolve(inside).normalize();
                if (!file.startsWith(home)) {
                    throw new IOException("An entry of " + zip + " leads outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        if (!home.resolve("bin/kc.sh").toFile().setExecutable(true)) {
            throw new IOException("kc.sh cannot be made executable in " + home);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(in.readAllBytes());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
