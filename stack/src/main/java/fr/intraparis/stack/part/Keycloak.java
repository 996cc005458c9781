package fr.intraparis.stack.part;

import fr.intraparis.stack.plan.Installation;
import fr.intraparis.stack.plan.StackPlan;
import fr.intraparis.stack.process.Await;
import fr.intraparis.stack.process.ChildProcess;
import fr.intraparis.stack.process.PartFailure;
import fr.intraparis.stack.secret.Person;
import fr.intraparis.stack.secret.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Keycloak on loopback, over TLS. The prepared home is shared and only read: each installation has a home of links to
 * it, with a folder of its own for the realm to import. Java is started directly: kc.sh would stand between us and it.
 */
public final class Keycloak implements Part {
    /** The client of the realm master that may do everything; its secret is {@code keycloak.admin}. Loopback only. */
    public static final String ADMIN_CLIENT = "stack";

    private static final Duration MOST = Duration.ofSeconds(480);

    private final Installation installation;
    private final Postgres postgres;
    private final Path home;
    private final ChildProcess process;

    public Keycloak(Installation installation, Postgres postgres) {
        this.installation = installation;
        this.postgres = postgres;
        this.home = installation.plan().data().resolve("keycloak");
        this.process = new ChildProcess(installation.plan().logs(), "keycloak");
    }

    @Override
    public String name() {
        return "Keycloak";
    }

    @Override
    public void start() throws InterruptedException {
        linkHome();
        Path complete = home.resolve("complete");
        if (!Files.exists(complete)) {
            // A first start that was broken off leaves tables and locks that no later start can use.
            postgres.emptyKeycloak();
        }
        // A realm that exists already is left alone by the import.
        Path realm = PrivateFiles.write(
                PrivateFiles.folder(PrivateFiles.folder(home.resolve("data")).resolve("import"))
                        .resolve("nomades-realm.json"),
                realm());
        process.start(
                command(),
                Map.of(
                        "KC_DB_PASSWORD", installation.secrets().password("db.keycloak"),
                        "KC_BOOTSTRAP_ADMIN_CLIENT_ID", ADMIN_CLIENT,
                        "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET",
                                installation.secrets().password("keycloak.admin")),
                home);
        Loopback loopback = new Loopback(installation.authority());
        String wellKnown = installation.plan().realm() + "/.well-known/openid-configuration";
        boolean ready = Await.until(MOST, () -> !process.alive() || loopback.answers(wellKnown));
        if (!process.alive()) {
            throw new PartFailure(name(), "ended while starting", log(), null);
        }
        if (!ready) {
            throw new PartFailure(
                    name(), "no realm at " + wellKnown + " after " + MOST.toSeconds() + " s", log(), null);
        }
        // It holds everybody's password.
        if (!realm.toFile().delete()) {
            throw new PartFailure(name(), "cannot delete " + realm, log(), null);
        }
        PrivateFiles.write(complete, "The realm has been imported.\n");
    }

    private String realm() {
        StackPlan plan = installation.plan();
        Map<String, String> values = new HashMap<>();
        values.put("origin", plan.origin());
        values.put("mail.domain", StackPlan.MAIL_DOMAIN);
        values.put("door.jwks", installation.keys().publicSet("auth-gateway"));
        values.put("hr.jwks", installation.keys().publicSet("hr-services"));
        values.put("mail.jwks", installation.keys().publicSet("mail-bridge"));
        values.put("gateway-admin.secret", installation.secrets().password("gateway-admin.secret"));
        values.put("dovecot.secret", installation.secrets().password("dovecot.secret"));
        for (Person person : installation.cast().people()) {
            values.put("user." + person.username() + ".password", person.password());
            if (person.totp() != null) {
                values.put("user." + person.username() + ".totp", person.totp());
            }
        }
        return Template.inJar(plan.layout().identityJar(), "realm/nomades-realm.json")
                .renderJson(values);
    }

    private List<String> command() {
        StackPlan plan = installation.plan();
        List<String> line = new ArrayList<>(List.of(
                java(),
                "-Xms128m",
                "-Xmx512m",
                "-XX:MetaspaceSize=96M",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000",
                "-Djdk.tls.rejectClientInitiatedRenegotiation=true",
                // Its transactions' own way to be told apart from other processes': a port that answers nobody.
                "-DCoreEnvironmentBean.processImplementationClassName="
                        + "com.arjuna.ats.internal.arjuna.utils.UuidProcessId",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + PrivateFiles.folder(home.resolve("tmp")),
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--db-url=jdbc:postgresql://127.0.0.1:" + plan.ports().postgres() + "/keycloak",
                "--db-username=keycloak",
                "--db-pool-max-size=20",
                "--http-host=127.0.0.1",
                "--https-port=" + plan.ports().keycloak(),
                "--https-certificate-file=" + installation.authority().chain(),
                "--https-certificate-key-file=" + installation.authority().key(),
                "--hostname=" + plan.origin(),
                "--hostname-backchannel-dynamic=true",
                "--proxy-headers=xforwarded",
                // Not "::1": Quarkus reads it as a host name and asks the name server at every request (5 s when
                // unanswered).
                "--proxy-trusted-addresses=127.0.0.1",
                "--http-management-scheme=http",
                "--http-management-host=127.0.0.1",
                "--http-management-port=" + plan.ports().keycloakManagement(),
                "--truststore-paths=" + installation.authority().caCertificate()));
        return line;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void linkHome() {
        Path shared = installation.plan().layout().keycloakHome();
        PrivateFiles.folder(home);
        try {
            for (String name : List.of("lib", "providers", "conf", "themes")) {
                Path link = home.resolve(name);
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, shared.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot link " + home + " to " + shared, e);
        }
    }

    @Override
    public void stop() {
        process.stop(Duration.ofSeconds(8));
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
