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
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's Dovecot and Postfix with a configuration of their own, on loopback; they keep their mailboxes. Their workers
 * run as Debian's users and must pass through the data folder: it becomes 0711, what is in it stays closed.
 */
public final class DovecotPostfix implements Part {
    /** The two programs; both come with Debian's packages. */
    public static final List<String> PROGRAMS = List.of("/usr/sbin/dovecot", "/usr/sbin/postfix");

    private static final Duration MOST = Duration.ofSeconds(60);

    private final Installation installation;
    private final Path work;
    private final Path etc;
    private final ChildProcess dovecot;
    private final ChildProcess postfix;

    public DovecotPostfix(Installation installation) {
        this.installation = installation;
        this.work = installation.plan().data().resolve("dovecot");
        this.etc = work.resolve("etc");
        this.dovecot = new ChildProcess(installation.plan().logs(), "dovecot");
        this.postfix = new ChildProcess(installation.plan().logs(), "postfix");
    }

    @Override
    public String name() {
        return "Dovecot and Postfix (mail)";
    }

    @Override
    public void start() throws InterruptedException {
        try {
            prepare();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + work, e);
        }
        dovecot.start(
                List.of(PROGRAMS.get(0), "-F", "-c", etc.resolve("dovecot.conf").toString()), Map.of(), work);
        postfix.start(List.of(PROGRAMS.get(1), "-c", etc.toString(), "start-fg"), Map.of(), work);
        Loopback loopback = new Loopback(installation.authority());
        StackPlan plan = installation.plan();
        boolean ready = Await.until(
                MOST,
                () -> !alive()
                        || loopback.greets(plan.ports().imaps())
                                && loopback.greets(plan.ports().smtps()));
        if (!alive() || !ready) {
            throw new PartFailure(
                    name(),
                    ready ? "ended while starting" : "no greeting after " + MOST.toSeconds() + " s",
                    log(),
                    null);
        }
    }

    private void prepare() throws IOException {
        StackPlan plan = installation.plan();
        Map<String, String> values = Map.of(
                "work", work.toString(),
                "mail-domain", StackPlan.MAIL_DOMAIN,
                "imap-port", Integer.toString(plan.ports().imaps()),
                "smtp-port", Integer.toString(plan.ports().smtps()),
                "certificate", installation.authority().chain().toString(),
                "certificate-key", installation.authority().key().toString(),
                "ca-certificate", etc.resolve("ca.crt").toString(),
                "introspection", plan.realm() + "/protocol/openid-connect/token/introspect",
                "dovecot-secret", installation.secrets().password("dovecot.secret"));
        for (String folder : List.of("etc", "run", "mail", "queue", "postfix-data")) {
            Files.createDirectories(work.resolve(folder));
        }
        for (Path passed : List.of(plan.data(), work, etc, work.resolve("run"))) {
            open(passed, "rwx--x--x");
        }
        open(work.resolve("queue"), "rwxr-xr-x");
        Files.setOwner(work.resolve("mail"), user("mail"));
        Files.setOwner(work.resolve("postfix-data"), user("postfix"));
        Path templates = plan.layout().mailTemplates().resolve("dovecot");
        try (Stream<Path> files = Files.list(templates)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".md")).toList()) {
                Path written = PrivateFiles.write(
                        etc.resolve(file.getFileName()), Template.file(file).render(values));
                if (!written.endsWith("oauth2.conf.ext")) {
                    open(written, "rw-r--r--");
                }
            }
        }
        open(
                PrivateFiles.write(
                        etc.resolve("ca.crt"),
                        Files.readString(installation.authority().caCertificate())),
                "rw-r--r--");
    }

    private static void open(Path file, String rights) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    private static UserPrincipal user(String name) throws IOException {
        return Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
    }

    @Override
    public void stop() {
        if (postfix.alive()) {
            // A signal to start-fg would leave Postfix' master behind.
            try {
                Process stopping = new ProcessBuilder(PROGRAMS.get(1), "-c", etc.toString(), "stop")
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(postfix.log().toFile()))
                        .start();
                if (!stopping.waitFor(10, TimeUnit.SECONDS)) {
                    stopping.destroyForcibly();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot stop Postfix", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        postfix.stop(Duration.ofSeconds(3));
        dovecot.stop(Duration.ofSeconds(3));
    }

    @Override
    public boolean alive() {
        return dovecot.alive() && postfix.alive();
    }

    @Override
    public Path log() {
        return dovecot.alive() ? postfix.log() : dovecot.log();
    }

    @Override
    public OptionalLong pid() {
        return dovecot.pid();
    }
}
