package fr.intraparis.it.suite;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The suite's browser. Found on the machine, else installed (root on Debian), else downloaded by Playwright. It trusts
 * our certificate authority as an agent's browser does, through the store of its own home folder: TLS errors are never
 * ignored.
 */
public final class Chromium implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Chromium.class.getName());
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final Duration INSTALLATION = Duration.ofMinutes(5);
    /** Debian's libfaketime, on the machines that we know. */
    private static final List<Path> FAKETIME = Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
            .map(machine -> Path.of("/usr/lib", machine, "faketime/libfaketime.so.1"))
            .toList();

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts the browser with a home folder of its own, whose certificate store holds that authority alone. */
    public static Chromium trusting(Path authority, Path home) {
        trust(authority, home);
        return started(home, Map.of());
    }

    /** Starts the browser of somebody who has just come: its home folder holds no certificate of ours. */
    public static Chromium newcomer(Path home) {
        return started(home, Map.of());
    }

    /**
     * Starts one that trusts that authority on a computer whose clock is so far ahead, or behind: all of the browser's
     * processes live by it. Skips the scenario where libfaketime is not installed, but not in CI.
     */
    public static Chromium underWrongClock(Path authority, Path home, Duration ahead) {
        Path library = FAKETIME.stream().filter(Files::exists).findFirst().orElse(null);
        if ("true".equals(System.getenv("CI"))) {
            Assertions.assertNotNull(library, "libfaketime must be installed in continuous integration");
        }
        Assumptions.assumeTrue(library != null, "not installed here: " + FAKETIME);
        trust(authority, home);
        return started(
                home,
                Map.of(
                        "LD_PRELOAD",
                        String.valueOf(library),
                        "FAKETIME",
                        String.format(Locale.ROOT, "%+ds", ahead.toSeconds()),
                        // Threads wait by the monotonic clock: with it faked or "mended" the browser's never wake.
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX",
                        "0",
                        "NO_FAKE_STAT",
                        "1"));
    }

    private static Chromium started(Path home, Map<String, String> more) {
        Optional<Path> executable = executable();
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HOME", home.toString());
        environment.putAll(more);
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                .setHeadless(!Boolean.getBoolean("headed"))
                .setEnv(environment)
                .setArgs(flags());
        executable.ifPresent(options::setExecutablePath);
        Playwright playwright = playwright(executable);
        try {
            Browser browser = playwright.chromium().launch(options);
            LOG.info(() -> "Browser: Chromium " + browser.version()
                    + executable.map(found -> " at " + found).orElse(" of Playwright"));
            return new Chromium(playwright, browser);
        } catch (RuntimeException failure) {
            playwright.close();
            throw new IllegalStateException(
                    "No browser for the suite. As root on Debian: apt-get install chromium libnss3-tools", failure);
        }
    }

    /** The browser itself. */
    public Browser browser() {
        return browser;
    }

    /** What an approved browser says of itself; a headless one would say HeadlessChrome. */
    public String userAgent() {
        String major = browser.version().substring(0, browser.version().indexOf('.'));
        return "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + major
                + ".0.0.0 Safari/537.36";
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    static Playwright playwright(Optional<Path> executable) {
        Map<String, String> driver = new HashMap<>(System.getenv());
        executable.ifPresent(found -> driver.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        // What it forgets stays in target, not in the system's temp folder.
        driver.put("TMPDIR", System.getProperty("java.io.tmpdir"));
        return Playwright.create(new Playwright.CreateOptions().setEnv(driver));
    }

    static List<String> flags() {
        List<String> flags = new ArrayList<>(List.of(
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--no-default-browser-check"));
        if (root()) {
            // Chromium's sandbox refuses to run as root.
            flags.add("--no-sandbox");
        }
        return flags;
    }

    static void trust(Path authority, Path home) {
        Path certutil = onPath("certutil")
                .or(() -> installed("libnss3-tools", "certutil"))
                .orElseThrow(() -> new IllegalStateException(
                        "certutil is missing, so the browser cannot trust our authority. On Debian: apt-get install"
                                + " libnss3-tools"));
        Path store = home.resolve(".pki/nssdb");
        try {
            if (Files.notExists(store.resolve("cert9.db"))) {
                Files.createDirectories(store);
                run(List.of(certutil.toString(), "-d", "sql:" + store, "-N", "--empty-password"));
            }
        } catch (IOException failure) {
            throw new IllegalStateException("The browser's certificate store cannot be made in " + store, failure);
        }
        run(List.of(
                certutil.toString(),
                "-d",
                "sql:" + store,
                "-A",
                "-t",
                "C,,",
                "-n",
                "Intraparis",
                "-i",
                authority.toString()));
    }

    static Optional<Path> executable() {
        Optional<Path> found =
                NAMES.stream().flatMap(name -> onPath(name).stream()).findFirst();
        return found.isPresent() ? found : installed("chromium", "chromium");
    }

    /** Installs a Debian package when we may; empty when we may not or it failed. */
    private static Optional<Path> installed(String debianPackage, String command) {
        if (!root()
                || Files.notExists(Path.of("/etc/debian_version"))
                || onPath("apt-get").isEmpty()) {
            return Optional.empty();
        }
        LOG.info(() -> "Installing " + debianPackage + " with apt-get");
        try {
            run(List.of("apt-get", "update", "-q"));
            run(List.of("apt-get", "install", "-y", "-q", "--no-install-recommends", debianPackage));
        } catch (IllegalStateException failure) {
            LOG.warning(() -> debianPackage + " could not be installed: " + failure.getMessage());
            return Optional.empty();
        }
        return onPath(command);
    }

    private static Optional<Path> onPath(String command) {
        @Nullable String path = System.getenv("PATH");
        return Stream.of((path == null ? "" : path).split(":"))
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(INSTALLATION.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("No end after " + INSTALLATION + ": " + String.join(" ", command));
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(process.exitValue() + " from " + String.join(" ", command));
            }
        } catch (IOException failure) {
            throw new IllegalStateException("Cannot run " + command.get(0), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", interrupted);
        }
    }
}
