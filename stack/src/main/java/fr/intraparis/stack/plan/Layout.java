package fr.intraparis.stack.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the repository keeps what its modules built. */
public record Layout(Path root) {
    /** Whether everything that a start needs has been built; the missing files otherwise. */
    public List<Path> missing() {
        return Stream.of(
                        keycloakHome().resolve("lib/quarkus-run.jar"),
                        payaraMicro(),
                        doorThreads(),
                        war("auth-gateway"),
                        war("hr-services"),
                        war("mail-bridge"),
                        war("portal-web"),
                        jamesJars())
                .filter(file -> !Files.exists(file))
                .toList();
    }

    /** The repository that holds the working directory or one of its parents. */
    public static Layout find() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("stack/mail-server/pom.xml"))) {
                return new Layout(folder);
            }
        }
        throw new IllegalStateException("Run this inside the repository: no folder above "
                + Path.of("").toAbsolutePath() + " holds stack/mail-server.");
    }

    /** Keycloak, unpacked and optimised with our providers; shared by all data folders, never written to. */
    public Path keycloakHome() {
        return built("stack").resolve("keycloak");
    }

    /** The distribution as Maven Central has it. */
    public Path keycloakZip() {
        return built("stack").resolve("parts/keycloak-quarkus-dist.zip");
    }

    /** Our authenticators, theme and realm. */
    public Path identityJar() {
        return newest("identity", "identity-", ".jar");
    }

    /** Payara Micro, one runnable jar. */
    public Path payaraMicro() {
        return built("stack").resolve("parts/payara-micro.jar");
    }

    /** What the door's Payara Micro loads besides. */
    public Path doorThreads() {
        return newest("stack/door-threads", "door-threads-", ".jar");
    }

    /** Where the PostgreSQL binaries are unpacked. */
    public Path postgresBinaries() {
        return built("stack").resolve("postgres");
    }

    /** The jars of Apache James. */
    public Path jamesJars() {
        return built("stack/mail-server").resolve("lib");
    }

    /** The templates of both mail servers' configuration. */
    public Path mailTemplates() {
        return root.resolve("stack/mail-server/src/main/resources");
    }

    /** The demonstration city's scripts for hr-services. */
    public Path demo() {
        return root.resolve("hr-services/src/main/demo");
    }

    /** The demonstration city's lists of networks for the door. */
    public Path demoRanges() {
        return root.resolve("auth-gateway/src/main/demo");
    }

    /** The WAR of a module, where the module built it. */
    public Path war(String module) {
        return newest(module, module, ".war");
    }

    private Path built(String module) {
        return root.resolve(module).resolve("target");
    }

    private Path newest(String module, String start, String end) {
        Path folder = built(module);
        if (!Files.isDirectory(folder)) {
            return folder.resolve(start + end);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(start)
                                && name.endsWith(end)
                                && !name.contains("-tests")
                                && !name.contains("-sources")
                                && !name.contains("-javadoc");
                    })
                    .max((a, b) ->
                            Long.compare(a.toFile().lastModified(), b.toFile().lastModified()))
                    .orElse(folder.resolve(start + end));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Cannot list " + folder, e);
        }
    }
}
