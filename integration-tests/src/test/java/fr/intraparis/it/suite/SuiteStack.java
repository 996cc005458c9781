package fr.intraparis.it.suite;

import fr.intraparis.stack.Stack;
import fr.intraparis.stack.part.DovecotPostfix;
import fr.intraparis.stack.part.Part;
import fr.intraparis.stack.part.PayaraMicro;
import fr.intraparis.stack.plan.Installation;
import fr.intraparis.stack.plan.MailServer;
import fr.intraparis.stack.plan.Ports;
import fr.intraparis.stack.plan.StackPlan;
import fr.intraparis.stack.process.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Logger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The stack that the suite starts for itself, under {@code target/city}: what the WARs stand on by the parts of
 * {@code stack}, the two Payara processes by Arquillian with the command lines of {@code stack}.
 */
final class SuiteStack implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SuiteStack.class.getName());

    private final Installation installation;
    private final Stack stack;
    private final CompletableFuture<Void> started;
    private final List<Part> besides = new ArrayList<>();
    private @Nullable ChildProcess bare;
    private int barePort;

    private SuiteStack(Installation installation, Stack stack, CompletableFuture<Void> started) {
        this.installation = installation;
        this.stack = stack;
        this.started = started;
    }

    /** Begins to start it, in an empty data folder; PostgreSQL runs when this returns, the rest comes. */
    static SuiteStack start(Path data) {
        Stage.emptied(data);
        Installation installation = Installation.open(StackPlan.forTests(data), Instant.now());
        Stack stack = Stack.backing(installation);
        StackPlan plan = installation.plan();
        Ports ports = plan.ports();
        Line portal = Lines.lay("portal", ports.inner());
        Line hr = Lines.lay("hr", ports.inner());
        Line mail = Lines.lay("mail", ports.inner());
        // The door's own ends, so that what the neighbours ask each other is not taken for what the door asks.
        Line doorPortal = Lines.lay("door-portal", portal.origin().getPort());
        Line doorHr = Lines.lay("door-hr", hr.origin().getPort());
        Line doorMail = Lines.lay("door-mail", mail.origin().getPort());
        Line keycloak = Lines.lay("keycloak", ports.keycloak());
        Lines.speakAs(serverCertificate(installation));
        String hosts = List.of(
                        plan.origin(),
                        plan.inner(),
                        portal.origin().toString(),
                        hr.origin().toString(),
                        mail.origin().toString(),
                        doorPortal.origin().toString(),
                        doorHr.origin().toString(),
                        doorMail.origin().toString())
                .stream()
                .map(origin -> origin.substring("https://".length()))
                .reduce((first, second) -> first + "," + second)
                .orElseThrow();
        stack.door()
                .with("nomades.upstream-portal", doorPortal.origin().toString())
                .with("nomades.upstream-hr", doorHr.origin().toString())
                .with("nomades.upstream-mail", doorMail.origin().toString())
                // A front proxy of the scenarios calls from there, and knows this.
                .with("nomades.trusted-proxies", "127.0.50.0/24")
                .with("nomades.front-key", UUID.randomUUID() + "-" + UUID.randomUUID())
                // More than any module takes, so that a hundred megabytes can be sent through.
                .with("nomades.relay.largest-body", "134217728")
                .with("intraparis.keycloak", keycloak.origin() + "/realms/" + StackPlan.REALM)
                .prepare();
        stack.inner()
                .with("portal.hr", hr.origin() + "/hr")
                .with("portal.mail", mail.origin() + "/mail")
                .with("hr.mail-bridge", mail.origin() + "/mail")
                .with("intraparis.hosts", hosts)
                .prepare();
        forManagedContainer(stack.door());
        forManagedContainer(stack.inner());
        CompletableFuture<Void> started = CompletableFuture.runAsync(() -> {
            try {
                stack.start((part, took) -> LOG.info(() -> part.name() + " ready in " + took.toMillis() + " ms"));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", interrupted);
            }
        });
        return new SuiteStack(installation, stack, started);
    }

    /** The WAR that Arquillian deploys into that process. */
    Path war(String process) {
        return process(process).mainWar();
    }

    /** What Arquillian's container is to be configured with. */
    Map<String, String> container(String process) {
        PayaraMicro payara = process(process);
        StringBuilder extra = new StringBuilder(escaped(payara.microOptions()));
        if (process.equals("inner")) {
            extra.append(" --port ").append(freePort());
        }
        return Map.of(
                "microJar",
                installation.plan().layout().payaraMicro().toString(),
                "cmdOptions",
                escaped(payara.jvmOptions()),
                "extraMicroOptions",
                extra.toString());
    }

    /** The city as the scenarios see it; they wait for its readiness. */
    City city() {
        StackPlan plan = installation.plan();
        Properties databases = new Properties();
        databases.setProperty("keycloak.db-url", plan.databaseUrl().replaceFirst("/intraparis$", "/keycloak"));
        databases.setProperty("keycloak.db-user", "keycloak");
        databases.setProperty("keycloak.db-password", installation.secrets().password("db.keycloak"));
        databases.setProperty("keycloak.admin", "stack");
        databases.setProperty("keycloak.admin-password", installation.secrets().password("keycloak.admin"));
        databases.setProperty("postgres.db-url", plan.databaseUrl());
        databases.setProperty("postgres.db-user", "postgres");
        databases.setProperty("postgres.db-password", installation.secrets().password("db.postgres"));
        return new City(
                URI.create(plan.origin()),
                URI.create(plan.inner()),
                URI.create(plan.doorInternal()),
                URI.create(plan.realm()),
                plan.data(),
                installation.authority().caCertificate(),
                properties(stack.door()),
                properties(stack.inner()),
                databases,
                installation.cast().people());
    }

    /** Where that mail server listens. James runs already; Debian's is started beside it at first need. */
    synchronized MailPorts mail(MailServer server) {
        if (server == installation.plan().mail()) {
            return new MailPorts(
                    installation.plan().ports().imaps(),
                    installation.plan().ports().smtps());
        }
        MailPorts ports = new MailPorts(freePort(), freePort());
        StackPlan plan = installation.plan();
        StackPlan beside = new StackPlan(
                plan.layout(),
                plan.data(),
                plan.ports().with("imaps", ports.imaps()).with("smtps", ports.smtps()),
                plan.bind(),
                plan.host(),
                plan.apart(),
                server,
                plan.agents());
        Part part = new DovecotPostfix(new Installation(
                beside, installation.secrets(), installation.authority(), installation.keys(), installation.cast()));
        besides.add(part);
        try {
            part.start();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", interrupted);
        }
        return ports;
    }

    /**
     * The port of a Payara that runs with the command line of hr-services in a process of its own, but for the WAR:
     * what a server is after a deployment that failed. Started at first need.
     */
    synchronized int serverWithoutWar() {
        if (bare == null) {
            StackPlan plan = installation.plan();
            int port = freePort();
            StackPlan beside = new StackPlan(
                    plan.layout(),
                    plan.data(),
                    plan.ports().with("hr", port),
                    plan.bind(),
                    plan.host(),
                    true,
                    plan.mail(),
                    plan.agents());
            PayaraMicro hr = PayaraMicro.apart(new Installation(
                            beside,
                            installation.secrets(),
                            installation.authority(),
                            installation.keys(),
                            installation.cast()))
                    .get(1)
                    .prepare();
            List<String> line = new ArrayList<>(
                    List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
            line.addAll(hr.jvmOptions());
            line.addAll(List.of("-jar", plan.layout().payaraMicro().toString()));
            line.addAll(hr.microOptions());
            ChildProcess server = new ChildProcess(plan.logs(), "without-war");
            server.start(line, Map.of(), hr.folder());
            bare = server;
            Eventually.until(
                    "the server without its WAR listens",
                    Duration.ofMinutes(2),
                    () -> !server.alive() || server.logHas(") ready in "));
            barePort = port;
        }
        return barePort;
    }

    /** Waits for the parts; a part that failed to start says so here. */
    void awaitParts() {
        started.join();
    }

    /** Loads the demonstration city: the WARs must have migrated their schemas. */
    void loadCity() {
        try {
            stack.loadCity();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        Lines.close();
        besides.forEach(Part::stop);
        if (bare != null) {
            bare.stop(Duration.ofSeconds(3));
        }
        stack.close();
    }

    private PayaraMicro process(String name) {
        return name.equals("door") ? stack.door() : stack.inner();
    }

    /**
     * Arquillian's container reads on standard output where the process listens, in plain text and with a plain HTTP
     * port: so the JSON log goes to its file by another way, and the inner process has such a port on loopback.
     */
    private static void forManagedContainer(PayaraMicro payara) {
        Path folder = payara.folder();
        String id = folder.getFileName().toString();
        rewrite(
                folder.resolve("logging.properties"),
                "(?s)handlers=java.util.logging.ConsoleHandler\n(.*?)formatter=[^\n]*",
                "handlers=java.util.logging.ConsoleHandler,java.util.logging.FileHandler\n"
                        + "java.util.logging.FileHandler.pattern="
                        + folder.resolveSibling("logs").resolve(id + ".log") + "\n"
                        + "java.util.logging.FileHandler.encoding=UTF-8\n"
                        + "java.util.logging.FileHandler.level=FINE\n"
                        + "java.util.logging.FileHandler.formatter=fish.payara.enterprise.server.logging.JSONLogFormatter\n"
                        + "$1formatter=java.util.logging.SimpleFormatter");
        rewrite(folder.resolve("preboot.asadmin"), "http-listener\\.enabled=false", "http-listener.address=127.0.0.1");
    }

    private static void rewrite(Path file, String pattern, String replacement) {
        try {
            Files.writeString(file, Files.readString(file).replaceFirst(pattern, replacement));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String escaped(List<String> options) {
        return options.stream()
                .map(option -> option.replace(" ", "\\ "))
                .reduce((first, second) -> first + " " + second)
                .orElse("");
    }

    private static Properties properties(PayaraMicro payara) {
        Properties properties = new Properties();
        properties.putAll(payara.configuration());
        return properties;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException("No free port", none);
        }
    }

    private static SSLContext serverCertificate(Installation installation) {
        char[] password = installation.authority().password().toCharArray();
        try (InputStream file = Files.newInputStream(installation.authority().keyStore())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new IllegalStateException("The stack's certificate cannot be read", unreadable);
        }
    }
}
