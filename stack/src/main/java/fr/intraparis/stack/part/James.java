package fr.intraparis.stack.part;

import fr.intraparis.stack.plan.Installation;
import fr.intraparis.stack.plan.StackPlan;
import fr.intraparis.stack.process.Await;
import fr.intraparis.stack.process.ChildProcess;
import fr.intraparis.stack.process.PartFailure;
import fr.intraparis.stack.secret.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Apache James on loopback: IMAP and SMTP over TLS, login by Keycloak's tokens alone, mailboxes in memory. */
public final class James implements Part {
    private static final Duration MOST = Duration.ofSeconds(120);

    private final Installation installation;
    private final Path folder;
    private final ChildProcess process;

    public James(Installation installation) {
        this.installation = installation;
        this.folder = installation.plan().data().resolve("james");
        this.process = new ChildProcess(installation.plan().logs(), "james");
    }

    @Override
    public String name() {
        return "James (mail)";
    }

    @Override
    public void start() throws InterruptedException {
        StackPlan plan = installation.plan();
        Path conf = PrivateFiles.folder(PrivateFiles.folder(folder).resolve("conf"));
        Path temporary = PrivateFiles.folder(folder.resolve("tmp"));
        render(conf);
        // The password of the stores is in a file that only we can read, not in the list of processes.
        Path options = PrivateFiles.write(
                folder.resolve("jvm.args"),
                String.join(
                        "\n",
                        "-Xms64m",
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dfile.encoding=UTF-8",
                        "-Dworking.directory=\"" + folder + "\"",
                        "-Dlogback.configurationFile=\"" + conf.resolve("logback.xml") + "\"",
                        "-Djava.io.tmpdir=\"" + temporary + "\"",
                        "-Djavax.net.ssl.trustStore=\""
                                + installation.authority().trustStore() + "\"",
                        "-Djavax.net.ssl.trustStorePassword="
                                + installation.authority().password(),
                        ""));
        process.start(
                List.of(
                        Keycloak.java(),
                        "@" + options,
                        "-cp",
                        plan.layout().jamesJars() + "/*",
                        "org.apache.james.MemoryJamesServerMain"),
                Map.of(),
                folder);
        Loopback loopback = new Loopback(installation.authority());
        boolean ready = Await.until(
                MOST,
                () -> !process.alive()
                        || loopback.greets(plan.ports().imaps())
                                && loopback.greets(plan.ports().smtps()));
        if (!process.alive()) {
            throw new PartFailure(name(), "ended while starting", log(), null);
        }
        if (!ready) {
            throw new PartFailure(name(), "no greeting after " + MOST.toSeconds() + " s", log(), null);
        }
    }

    private void render(Path conf) {
        StackPlan plan = installation.plan();
        Map<String, String> values = Map.of(
                "mail-domain", StackPlan.MAIL_DOMAIN,
                "imap-port", Integer.toString(plan.ports().imaps()),
                "smtp-port", Integer.toString(plan.ports().smtps()),
                "keystore", installation.authority().keyStore().toString(),
                "keystore-password", installation.authority().password(),
                "issuer", plan.issuer(),
                "jwks", plan.realm() + "/protocol/openid-connect/certs");
        Path templates = plan.layout().mailTemplates().resolve("james");
        try (Stream<Path> files = Files.list(templates)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".md")).toList()) {
                PrivateFiles.write(
                        conf.resolve(file.getFileName()), Template.file(file).render(values));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + templates, e);
        }
    }

    @Override
    public void stop() {
        process.stop(Duration.ofSeconds(4));
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    @Override
    public Path log() {
        return process.log();
    }

    @Override
    public OptionalLong pid() {
        return process.pid();
    }
}
