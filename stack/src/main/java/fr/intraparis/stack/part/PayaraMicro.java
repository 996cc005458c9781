package fr.intraparis.stack.part;

import fr.intraparis.stack.plan.Installation;
import fr.intraparis.stack.plan.StackPlan;
import fr.intraparis.stack.process.Await;
import fr.intraparis.stack.process.ChildProcess;
import fr.intraparis.stack.process.PartFailure;
import fr.intraparis.stack.secret.Authority;
import fr.intraparis.stack.secret.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One Payara Micro process: the door alone, the three inner WARs together, or one of them alone. Starts it itself, or gives its command line
 * to whoever starts it (the managed container of the tests).
 */
public final class PayaraMicro implements Part {
    private static final Duration MOST = Duration.ofSeconds(480);

    private final Installation installation;
    private final String id;
    private final String name;
    private final String heap;
    private final List<Path> wars;
    private final List<String> readiness;
    private final List<String> ports;
    private final Map<String, String> configuration;
    private final Map<String, String> commands;
    private final Path folder;
    private final ChildProcess process;

    private PayaraMicro(
            Installation installation,
            String id,
            String name,
            String heap,
            List<Path> wars,
            List<String> readiness,
            List<String> ports,
            Map<String, String> configuration,
            Map<String, String> commands) {
        this.installation = installation;
        this.id = id;
        this.name = name;
        this.heap = heap;
        this.wars = wars;
        this.readiness = readiness;
        this.ports = ports;
        this.configuration = configuration;
        this.commands = commands;
        this.folder = installation.plan().data().resolve(id);
        this.process = new ChildProcess(installation.plan().logs(), id);
    }

    /** The only process that the public reaches: auth-gateway as the root context. */
    public static PayaraMicro door(Installation installation) {
        StackPlan plan = installation.plan();
        Map<String, String> keys = common(installation);
        database(keys, installation, "nomades");
        keys.put(
                "nomades.client-key-file",
                installation.keys().file("auth-gateway").toString());
        keys.put("nomades.session-key", installation.secrets().key("session-key"));
        keys.put("nomades.receipt-key", installation.secrets().key("receipt-key"));
        keys.put("nomades.upstream-portal", plan.inner());
        keys.put("nomades.upstream-hr", plan.hr());
        keys.put("nomades.upstream-mail", plan.mailBridge());
        keys.put("nomades.keycloak-admin-url", plan.keycloak());
        keys.put("nomades.admin-client-secret", installation.secrets().password("gateway-admin.secret"));
        // The plain listener has a port of its own, so what people type there has another Host.
        keys.merge("intraparis.hosts", URI.create(plan.bootstrap()).getAuthority(), (door, page) -> door + "," + page);
        keys.put("nomades.bootstrap-port", Integer.toString(plan.ports().bootstrap()));
        keys.put("nomades.internal-port", Integer.toString(plan.ports().doorInternal()));
        keys.put(
                "nomades.bootstrap-root",
                installation.authority().publicFolder().toString());
        ReferenceLists lists = ReferenceLists.lay(installation, LocalDate.now(ZoneOffset.UTC));
        keys.put("nomades.reference-folder", lists.folder().toString());
        keys.put("nomades.reference-signers", lists.signers().toString());
        return new PayaraMicro(
                installation,
                "door",
                "Nomades (door)",
                "768m",
                List.of(plan.layout().war("auth-gateway")),
                List.of(plan.doorInternal() + "/nomades/ready"),
                List.of(
                        "--port",
                        Integer.toString(plan.ports().bootstrap()),
                        "--sslport",
                        Integer.toString(plan.ports().door())),
                keys,
                Map.of(
                        "door.address",
                        plan.bind(),
                        "door.internal-port",
                        Integer.toString(plan.ports().doorInternal())));
    }

    /** hr-services, mail-bridge and portal-web, on loopback. */
    public static PayaraMicro inner(Installation installation) {
        StackPlan plan = installation.plan();
        Map<String, String> keys = behind(installation);
        hrServices(keys, installation);
        mailBridge(keys, installation);
        portalWeb(keys, installation);
        return behind(
                installation,
                "inner",
                "Intraparis (hr, mail, portal)",
                "512m",
                List.of("portal-web", "hr-services", "mail-bridge"),
                List.of(plan.inner() + "/intraparis", plan.inner() + "/hr", plan.inner() + "/mail"),
                plan.ports().inner(),
                keys);
    }

    /** The same three, each in a process of its own that knows its own keys only. */
    public static List<PayaraMicro> apart(Installation installation) {
        StackPlan plan = installation.plan();
        Map<String, String> portal = behind(installation);
        portalWeb(portal, installation);
        Map<String, String> hr = behind(installation);
        hrServices(hr, installation);
        Map<String, String> mail = behind(installation);
        mailBridge(mail, installation);
        return List.of(
                alone(
                        installation,
                        "portal-web",
                        plan.inner() + "/intraparis",
                        plan.ports().inner(),
                        portal),
                alone(
                        installation,
                        "hr-services",
                        plan.hr() + "/hr",
                        plan.ports().hr(),
                        hr),
                alone(
                        installation,
                        "mail-bridge",
                        plan.mailBridge() + "/mail",
                        plan.ports().mailBridge(),
                        mail));
    }

    private static PayaraMicro alone(
            Installation installation, String module, String context, int port, Map<String, String> keys) {
        return behind(installation, module, module, "320m", List.of(module), List.of(context), port, keys);
    }

    private static PayaraMicro behind(
            Installation installation,
            String id,
            String name,
            String heap,
            List<String> modules,
            List<String> contexts,
            int port,
            Map<String, String> keys) {
        return new PayaraMicro(
                installation,
                id,
                name,
                heap,
                modules.stream().map(installation.plan().layout()::war).toList(),
                contexts.stream().map(context -> context + "/ready").toList(),
                List.of("--sslport", Integer.toString(port)),
                keys,
                Map.of());
    }

    private static void hrServices(Map<String, String> keys, Installation installation) {
        database(keys, installation, "hr");
        keys.put("hr.client-key-file", installation.keys().file("hr-services").toString());
        keys.put("hr.mail-bridge", installation.plan().mailBridge() + "/mail");
    }

    private static void mailBridge(Map<String, String> keys, Installation installation) {
        StackPlan plan = installation.plan();
        database(keys, installation, "mail");
        keys.put("mail.client-key-file", installation.keys().file("mail-bridge").toString());
        keys.put("mail.imap-host", "localhost");
        keys.put("mail.imap-port", Integer.toString(plan.ports().imaps()));
        keys.put("mail.smtp-host", "localhost");
        keys.put("mail.smtp-port", Integer.toString(plan.ports().smtps()));
    }

    private static void portalWeb(Map<String, String> keys, Installation installation) {
        StackPlan plan = installation.plan();
        keys.put("portal.hr", plan.hr() + "/hr");
        keys.put("portal.mail", plan.mailBridge() + "/mail");
        keys.put("portal.nomades", plan.doorInternal() + "/nomades");
        keys.put("portal.form-key", installation.secrets().key("form-key"));
    }

    /** What every WAR behind the door needs: to hear of blocks. */
    private static Map<String, String> behind(Installation installation) {
        Map<String, String> keys = common(installation);
        keys.put("intraparis.blocks-db-url", installation.plan().databaseUrl());
        keys.put("intraparis.blocks-db-user", Postgres.LISTENER);
        keys.put("intraparis.blocks-db-password", installation.secrets().password("db." + Postgres.LISTENER));
        return keys;
    }

    private static Map<String, String> common(Installation installation) {
        StackPlan plan = installation.plan();
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("intraparis.origin", plan.origin());
        keys.put("intraparis.hosts", URI.create(plan.origin()).getAuthority());
        keys.put("intraparis.issuer", plan.issuer());
        keys.put("intraparis.keycloak", plan.realm());
        keys.put("intraparis.jwks", plan.realm() + "/protocol/openid-connect/certs");
        keys.put("intraparis.mail-domain", StackPlan.MAIL_DOMAIN);
        keys.put("intraparis.audit-key", installation.secrets().key("audit-key"));
        return keys;
    }

    private static void database(Map<String, String> keys, Installation installation, String schema) {
        keys.put(schema + ".db-url", installation.plan().databaseUrl());
        keys.put(schema + ".db-user", schema);
        keys.put(schema + ".db-password", installation.secrets().password("db." + schema));
    }

    /** Configures one key otherwise: the tests put lines that they can cut between the parts. Before {@link #prepare()}. */
    public PayaraMicro with(String key, String value) {
        configuration.put(key, value);
        return this;
    }

    /** What its configuration file will say. */
    public Map<String, String> configuration() {
        return Map.copyOf(configuration);
    }

    /** Where its files are. */
    public Path folder() {
        return folder;
    }

    /** The WAR that the managed container deploys. */
    public Path mainWar() {
        return wars.get(0);
    }

    /** What goes between {@code java} and {@code -jar}: one file, so that no password is in the list of processes. */
    public List<String> jvmOptions() {
        return List.of("@" + folder.resolve("jvm.args"));
    }

    /** What goes after the jar, but for {@code --deploy} of {@link #mainWar()}. */
    public List<String> microOptions() {
        List<String> line = new ArrayList<>(List.of(
                "--nohazelcast",
                "--disablephonehome",
                "--rootdir",
                folder.resolve("root").toString(),
                "--unpackdir",
                folder.resolve("runtime").toString(),
                "--prebootcommandfile",
                folder.resolve("preboot.asadmin").toString(),
                "--systemproperties",
                folder.resolve("configuration.properties").toString(),
                "--logproperties",
                folder.resolve("logging.properties").toString(),
                "--sslcert",
                Authority.ALIAS));
        if (id.equals("door")) {
            line.addAll(List.of(
                    "--addjars", installation.plan().layout().doorThreads().toString()));
        }
        line.addAll(ports);
        for (Path war : wars.subList(1, wars.size())) {
            line.add("--deploy");
            line.add(war.toString());
        }
        return line;
    }

    /** Writes the files that the command line names; to be called before each start, also by the tests. */
    public PayaraMicro prepare() {
        PrivateFiles.folder(folder);
        // A root folder that a failed boot left behind poisons the next one.
        for (String fresh : List.of("root", "tmp")) {
            delete(folder.resolve(fresh));
            PrivateFiles.folder(folder.resolve(fresh));
        }
        PrivateFiles.folder(folder.resolve("runtime"));
        Authority authority = installation.authority();
        PrivateFiles.write(
                folder.resolve("jvm.args"),
                String.join(
                        "\n",
                        "-Xms96m",
                        "-Xmx" + heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        // What was measured: docs/decisions/0011-the-door-s-threads-and-memory.md.
                        id.equals("door") ? "-XX:+UseParallelGC" : "-XX:+UseG1GC",
                        // The classes of a start outgrow the default again and again, each time with a collection of
                        // all.
                        "-XX:MetaspaceSize=192m",
                        "-Dfile.encoding=UTF-8",
                        "-Dsun.stdout.encoding=UTF-8",
                        "-Dsun.err.encoding=UTF-8",
                        "-Djava.awt.headless=true",
                        // Else every line of the log looks for a JSON library in all jars again, under one lock.
                        "-Djakarta.json.provider=org.eclipse.parsson.JsonProviderImpl",
                        "-Djava.io.tmpdir=\"" + folder.resolve("tmp") + "\"",
                        "-Djavax.net.ssl.keyStore=\"" + authority.keyStore() + "\"",
                        "-Djavax.net.ssl.keyStorePassword=" + authority.password(),
                        "-Djavax.net.ssl.trustStore=\"" + authority.trustStore() + "\"",
                        "-Djavax.net.ssl.trustStorePassword=" + authority.password(),
                        ""));
        StringBuilder text = new StringBuilder();
        configuration.forEach((key, value) ->
                text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n'));
        PrivateFiles.write(folder.resolve("configuration.properties"), text.toString());
        PrivateFiles.write(
                folder.resolve("preboot.asadmin"),
                Template.resource("/payara/" + (id.equals("door") ? "door" : "inner") + ".asadmin")
                        .render(commands));
        PrivateFiles.write(
                folder.resolve("logging.properties"),
                Template.resource("/payara/logging.properties").text());
        return this;
    }

    /** The addresses that answer 200 when each of its WARs can serve. */
    public List<String> readiness() {
        return readiness;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() throws InterruptedException {
        prepare();
        List<String> line = new ArrayList<>(List.of(Keycloak.java()));
        line.addAll(jvmOptions());
        line.add("-jar");
        line.add(installation.plan().layout().payaraMicro().toString());
        line.addAll(microOptions());
        line.add("--deploy");
        line.add(mainWar().toString());
        process.start(line, Map.of(), folder);
        Loopback loopback = new Loopback(installation.authority());
        List<String> waiting = new ArrayList<>(readiness);
        List<String> refused = new ArrayList<>();
        boolean ready = Await.until(MOST, () -> {
            // Asked before, it may never answer: a handshake while it still makes itself ready can fail to find the
            // texts
            // of the server's class for TLS, which is then unusable for good.
            if (!process.logHas(") ready in ")) {
                return !process.alive();
            }
            waiting.removeIf(url -> {
                int status = loopback.status(url);
                // A deployment that failed leaves the process up, answering 404 for ever.
                if (status == 404) {
                    refused.add(url);
                }
                return status == 200;
            });
            return !process.alive() || waiting.isEmpty() || !refused.isEmpty();
        });
        if (!process.alive()) {
            throw new PartFailure(name, "ended while starting", log(), null);
        }
        if (!waiting.isEmpty()) {
            throw new PartFailure(
                    name,
                    ready
                            ? "could not be deployed: the WAR of " + refused + "; look for SEVERE in"
                            : "not ready after " + MOST.toSeconds() + " s: " + waiting,
                    log(),
                    null);
        }
    }

    @Override
    public void stop() {
        process.stop(Duration.ofSeconds(6));
    }

    /** All that matters is in PostgreSQL. */
    @Override
    public boolean keepsNothing() {
        return true;
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

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot empty " + folder, e);
        }
    }
}
