package fr.intraparis.it.scenario.run;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import fr.intraparis.it.actor.ValidationDevice;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.page.LoginPage;
import fr.intraparis.it.scenario.trouble.Answer;
import fr.intraparis.it.suite.Chromium;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.part.DovecotPostfix;
import fr.intraparis.stack.plan.Ports;
import fr.intraparis.stack.secret.Cast;
import fr.intraparis.stack.secret.Person;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The life of one installation, told in order, by {@code ./run} alone: stopped while it starts, forgotten, started with
 * empty data, then again with what it kept. Near the end: it shares the machine with the suite's stack. Each start costs
 * half a minute or more, so each proves several things. What {@code ./run} refuses is in {@link RunRefusedIT}.
 */
@Order(Integer.MAX_VALUE - 5)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunIT {
    private static final Path DATA = Stage.TARGET.resolve("run").toAbsolutePath();
    /** An address of every machine that is not the one everything else is bound to. */
    private static final String ADDRESS = "127.0.0.2";

    private static final int AGENTS = 300;
    private static final Pattern READY = Pattern.compile("Ready in ([0-9.]+) s \\((cold|warm)[^)]*\\) +(\\d+) MiB");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Debian's mail server keeps its mailboxes; it must be there in continuous integration. */
    private static final boolean DOVECOT = dovecot();

    private static final String MAIL = DOVECOT ? "--mail=dovecot" : "--mail=james";
    private static final String KEPT = "Le message qui reste";

    private static Ports ports = Ports.defaults();

    @BeforeAll
    static void ofItsOwn() {
        Assumptions.assumeFalse(Stage.attached(), "a ./run is running already");
        ports = Ports.free();
    }

    @Test
    @Order(1)
    @Shows({"G1.1", "M23"})
    void resetStartsAnewWithTheDoorAloneOnTheAddressThatWasAsked()
            throws IOException, InterruptedException, GeneralSecurityException {
        // An installation of another name, stopped as soon as it has a database.
        try (Run before = run("before", "--reset", "--host", "nomades.paris.test")) {
            String said = before.until("PostgreSQL  ");
            assertTrue(said.contains("with empty data"), said);
        }
        nothingRuns();
        String people = Files.readString(DATA.resolve("people.properties"));
        long database = databaseNumber();
        try (Run other = run("other", "--bind", ADDRESS)) {
            assertEquals(1, other.exit());
            assertTrue(other.said().contains("was made for https://nomades.paris.test:"), other.said());
            assertEquals(people, Files.readString(DATA.resolve("people.properties")), "untouched without --reset");
        }
        try (Run run = run("cold", "--reset", MAIL, "--bind", ADDRESS, "--agents", Integer.toString(AGENTS));
                Chromium chromium = ready(run, "cold")) {
            try (BrowserContext amelie = chromium.browser().newContext(look(chromium))) {
                logsIn(amelie.newPage());
                Files.writeString(Stage.TARGET.resolve("run-session.json"), amelie.storageState());
            }
            assertEquals(1, sessions());
            if (DOVECOT) {
                deliver();
            }
            assertNotEquals(people, Files.readString(DATA.resolve("people.properties")), "new people's secrets");
            assertNotEquals(database, databaseNumber(), "a new database");
            onlyTheDoorIsOpen();
            assertEquals(AGENTS, count("intraparis", "hr", "SELECT count(*) FROM agent"));
            assertEquals(
                    AGENTS,
                    count(
                            "keycloak",
                            "keycloak",
                            "SELECT count(*) FROM user_entity u JOIN realm r ON r.id = u.realm_id"
                                    + " WHERE r.name = 'nomades' AND u.service_account_client_link IS NULL"));
            assertEquals(
                    cast().people().size(),
                    count(
                            "keycloak",
                            "keycloak",
                            "SELECT count(DISTINCT c.user_id) FROM credential c JOIN user_entity u ON u.id = c.user_id"
                                    + " WHERE u.service_account_client_link IS NULL AND u.realm_id ="
                                    + " (SELECT id FROM realm WHERE name = 'nomades')"),
                    "only the cast can log in");
            theBootstrapPageAnswersThere();
        }
        nothingRuns();
    }

    @Test
    @Order(2)
    @Shows({"G1.1", "G1.3"})
    void itsDataOutlivesItAndEachWarMayBeKilled() throws IOException, InterruptedException {
        Path session = Stage.TARGET.resolve("run-session.json");
        String people = Files.readString(DATA.resolve("people.properties"));
        try (Run run = run("warm", MAIL, "--bind", ADDRESS, "--agents", Integer.toString(AGENTS), "--apart");
                Chromium chromium = ready(run, "warm")) {
            assertEquals(people, Files.readString(DATA.resolve("people.properties")), "the same people");
            assertEquals(AGENTS, count("intraparis", "hr", "SELECT count(*) FROM agent"));
            assertEquals(1, sessions(), "the session of before is still in the database");
            try (BrowserContext amelie =
                    chromium.browser().newContext(look(chromium).setStorageState(Files.readString(session)))) {
                Page page = amelie.newPage();
                whole(page, "/intraparis/");
                assertTrue(page.url().endsWith("/intraparis/"), "no new login: " + page.url());
                whole(page, "/intraparis/payslips");
                whole(page, "/intraparis/leave");
                whole(page, "/intraparis/mailbox");
                if (DOVECOT) {
                    assertTrue(answer(page, "/intraparis/mailbox").text().contains(KEPT), "the mail of before");
                }
                killed("hr-services", ports.hr(), page, "/intraparis/payslips", 200, hr -> {
                    answer(page, "/intraparis/leave").misses(ErrorCode.REL_UPSTREAM_DOWN);
                    answer(page, "/intraparis/mailbox").serves();
                });
                killed("mail-bridge", ports.mailBridge(), page, "/intraparis/mailbox", 502, mail -> {
                    answer(page, "/intraparis/mailbox").refuses(ErrorCode.REL_UPSTREAM_DOWN);
                    answer(page, "/intraparis/payslips").serves();
                });
                killed(
                        "portal-web",
                        ports.inner(),
                        page,
                        "/intraparis/",
                        502,
                        portal -> answer(page, "/nomades/sessions").serves());
                whole(page, "/intraparis/leave");
                whole(page, "/intraparis/mailbox");
            }
            assertFalse(run.said().contains("\tat "), run.said());
        }
        nothingRuns();
    }

    /** Waits until a page lacks nothing: a server's first pages take longer than the limits allow. */
    private static void whole(Page page, String path) {
        Eventually.until(path + " is whole", PATIENCE, () -> {
            Answer answer = answer(page, path);
            return answer.status() == 200 && !answer.text().contains("NOM-");
        });
    }

    /**
     * Kills the process, looks at the others meanwhile, and waits until the WAR serves again by itself.
     *
     * @param without the status of that page while the WAR is gone: 200 where the page stays and names what is missing
     */
    private static void killed(String war, int port, Page page, String path, int without, Consumer<String> meanwhile)
            throws IOException {
        answer(page, path).serves();
        long pid = Long.parseLong(
                Files.readString(DATA.resolve("logs/" + war + ".pid")).split(" ")[0]);
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        assertTrue(process.destroyForcibly());
        process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
        assertFalse(open("127.0.0.1", port), war + " is really gone");
        Answer gone = answer(page, path);
        if (without == 200) {
            gone.misses(ErrorCode.REL_UPSTREAM_DOWN);
        } else {
            gone.refuses(ErrorCode.REL_UPSTREAM_DOWN);
        }
        meanwhile.accept(war);
        Set<Integer> others = new TreeSet<>();
        Duration healed = Eventually.until(war + " serves again", PATIENCE, () -> {
            Answer answer = answer(page, path);
            others.add(answer.status());
            return answer.isWhole();
        });
        // While it comes back, its server is there before it is: that is no page of a bare server either.
        others.removeAll(List.of(200, 502, 503, 504));
        assertEquals(Set.of(), others, war);
        Figure.of("%s serves again %.1f s after it was killed", war, healed.toMillis() / 1000.0);
    }

    private static Answer answer(Page page, String path) {
        return Answer.of(page, origin(), path);
    }

    private static Run run(String name, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("--data", DATA.toString()));
        ports.byName().forEach((port, number) -> words.addAll(List.of("--port", port + "=" + number)));
        words.addAll(List.of(options));
        return Run.typed(name, words);
    }

    /** Waits until it is ready, and opens a browser that trusts its authority and no earlier one. */
    private static Chromium ready(Run run, String kind) throws IOException {
        String said = run.until("Ready in ");
        Matcher ready = READY.matcher(said);
        assertTrue(ready.find(), said);
        assertEquals(kind, ready.group(2), said);
        Figure.of("%s start %s s, %s MiB in all (%s)", kind, ready.group(1), ready.group(3), MAIL);
        assertTrue(said.contains("amelie.durand") && said.contains("Ctrl-C"), "the table of people: " + said);
        return Chromium.trusting(DATA.resolve("tls/public/ca.crt"), Files.createTempDirectory("browser-of-run"));
    }

    private static boolean dovecot() {
        if ("true".equals(System.getenv("CI"))) {
            return true;
        }
        // Its sockets need a short path, its workers one that they may pass.
        boolean possible = DovecotPostfix.PROGRAMS.stream().allMatch(program -> Files.isExecutable(Path.of(program)))
                && "root".equals(System.getProperty("user.name"))
                && DATA.toString().length() <= 60;
        for (Path above = DATA.getParent(); possible && above != null; above = above.getParent()) {
            try {
                possible = Files.notExists(above)
                        || Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE);
            } catch (IOException unreadable) {
                return false;
            }
        }
        return possible;
    }

    /** Puts a message into her mailbox, as the mail server's own delivery does. */
    private static void deliver() throws IOException, InterruptedException {
        Path message = Stage.TARGET.resolve("run-message.eml");
        Files.writeString(
                message,
                "From: bruno.martin@paris.fr\r\nTo: amelie.durand@paris.fr\r\nSubject: " + KEPT
                        + "\r\nDate: Mon, 05 Jan 2026 10:00:00 +0100\r\nMessage-ID: <kept@paris.fr>\r\n\r\nBonjour\r\n");
        Process doveadm = new ProcessBuilder(
                        "doveadm",
                        "-c",
                        DATA.resolve("dovecot/etc/dovecot.conf").toString(),
                        "save",
                        "-u",
                        "amelie.durand@paris.fr",
                        message.toString())
                .redirectErrorStream(true)
                .redirectOutput(Stage.TARGET.resolve("run-doveadm.txt").toFile())
                .start();
        assertTrue(doveadm.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, doveadm.exitValue(), Files.readString(Stage.TARGET.resolve("run-doveadm.txt")));
    }

    private static void logsIn(Page page) throws IOException {
        Person amelie = cast().person("amelie.durand");
        page.navigate(origin() + "/intraparis/");
        LoginPage login = new LoginPage(page);
        login.username().fill(amelie.username());
        login.password().fill(amelie.password());
        login.submit().click();
        login.code().fill(new ValidationDevice("amelie-of-run", String.valueOf(amelie.totp())).code());
        login.submit().click();
        page.waitForURL(origin() + "/intraparis/");
    }

    /** Without script, so without a key, which no record of a browser holds: such a session reads, and lasts. */
    private static Browser.NewContextOptions look(Chromium chromium) {
        return new Browser.NewContextOptions()
                .setUserAgent(chromium.userAgent())
                .setJavaScriptEnabled(false);
    }

    /** On its address the door and the bootstrap page; on loopback all the others; nothing anywhere else. */
    private static void onlyTheDoorIsOpen() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (Map.Entry<String, Integer> port : ports.byName().entrySet()) {
            // With --apart only.
            if (!Set.of("hr", "mail-bridge").contains(port.getKey())) {
                boolean opened = Set.of("door", "bootstrap").contains(port.getKey());
                expected.add((opened ? ADDRESS : "127.0.0.1") + ":" + port.getValue());
            }
        }
        Set<String> actual = Listeners.of(DATA);
        assertTrue(actual.containsAll(expected), () -> expected + " is not in " + actual);
        assertEquals(expected, actual, "listeners");
    }

    private static void theBootstrapPageAnswersThere() throws IOException, GeneralSecurityException {
        Http http = new Http(trust(), null);
        Http.Answer page = http.get(URI.create("http://" + ADDRESS + ":" + ports.bootstrap() + "/"));
        assertEquals(200, page.status(), page.text());
        assertTrue(page.text().contains("href=\"" + origin() + "/\""), page.text());
        assertEquals("", page.header("set-cookie"));
    }

    private static SSLContext trust() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream file = Files.newInputStream(DATA.resolve("tls/public/ca.crt"))) {
            store.setCertificateEntry(
                    "run", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static long sessions() throws IOException {
        return count("intraparis", "nomades", "SELECT count(*) FROM session WHERE username = 'amelie.durand'");
    }

    private static long count(String database, String role, String sql) throws IOException {
        Properties secrets = new Properties();
        try (InputStream file = Files.newInputStream(DATA.resolve("secrets/secrets.properties"))) {
            secrets.load(file);
        }
        return Long.parseLong(new Database(
                        "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + database,
                        role,
                        secrets.getProperty("db." + role))
                .value(sql));
    }

    /** The number that PostgreSQL gives a database folder when it makes it: the first eight bytes of its control file. */
    private static long databaseNumber() throws IOException {
        try (InputStream file = Files.newInputStream(DATA.resolve("postgres/global/pg_control"))) {
            return ByteBuffer.wrap(file.readNBytes(8)).getLong();
        }
    }

    private static Cast cast() {
        return Cast.read(DATA);
    }

    private static String origin() {
        return "https://" + ADDRESS + ":" + ports.door();
    }

    private static void nothingRuns() throws IOException {
        assertEquals(Set.of(), Listeners.of(DATA), "everything is stopped");
    }

    private static boolean open(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 500);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }
}
