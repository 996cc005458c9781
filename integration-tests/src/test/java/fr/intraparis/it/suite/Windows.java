package fr.intraparis.it.suite;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.HarContentPolicy;
import com.microsoft.playwright.options.Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Opens browser windows for the people of a scenario and closes them after it. All traffic is recorded
 * ({@code target/traffic/*.har}); of a failed scenario a trace, the page and a picture are kept
 * ({@code target/failures}).
 */
public final class Windows {
    private static final Logger LOG = Logger.getLogger(Windows.class.getName());
    private static final double DEADLINE = 30_000;

    /** Content-security-policy violations are told to the console by this, so that they can be counted. */
    private static final String WITNESS = "addEventListener('securitypolicyviolation',"
            + " e => console.error('CSP ' + e.effectiveDirective + ' ' + e.blockedURI + ' on ' + e.documentURI))";

    private final Chromium chromium;
    private final Path target;
    private final List<Window> open = new ArrayList<>();
    private final List<String> allViolations = new ArrayList<>();
    private final List<String> stored = new ArrayList<>();
    private int recorded;

    Windows(Chromium chromium, Path target) {
        this.chromium = chromium;
        this.target = target;
    }

    /**
     * What a window looks like.
     *
     * @param userAgent null: an approved browser's
     * @param storage cookies and storage of an earlier window, as {@link BrowserContext#storageState()} gave them; null
     *     for a fresh profile
     * @param detour the way its connections take; null: straight
     */
    public record Look(
            Screen screen,
            ColorScheme scheme,
            Locale locale,
            boolean script,
            @Nullable String userAgent,
            @Nullable String storage,
            @Nullable Detour detour) {
        /** A desk, by day, in French, with a fresh profile. */
        public static final Look ORDINARY =
                new Look(Screen.DESK, ColorScheme.LIGHT, Locale.FRANCE, true, null, null, null);
    }

    /** Opens one. */
    public Window open(Look look) {
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setViewportSize(look.screen().width(), look.screen().height())
                .setColorScheme(look.scheme())
                .setLocale(look.locale().toLanguageTag())
                .setTimezoneId("Europe/Paris")
                .setJavaScriptEnabled(look.script())
                .setUserAgent(look.userAgent() == null ? chromium.userAgent() : look.userAgent())
                .setRecordHarContent(HarContentPolicy.EMBED)
                .setRecordHarPath(target.resolve("traffic/" + String.format(Locale.ROOT, "%04d", ++recorded) + ".har"));
        if (look.storage() != null) {
            options.setStorageState(look.storage());
        }
        if (look.detour() != null) {
            // Chromium would go straight to this machine if it were not told that it must not.
            options.setProxy(new Proxy(look.detour().proxy()).setBypass("<-loopback>"));
        }
        BrowserContext context = chromium.browser().newContext(options);
        context.setDefaultTimeout(DEADLINE);
        context.setDefaultNavigationTimeout(DEADLINE);
        context.addInitScript(WITNESS);
        List<String> violations = new ArrayList<>();
        context.onConsoleMessage(message -> {
            if (message.text().startsWith("CSP ") || message.text().contains("Content Security Policy")) {
                violations.add(message.text());
            }
        });
        // With pictures of each step it takes a quarter longer, and what failed keeps its page and a screenshot anyway.
        context.tracing().start(new Tracing.StartOptions().setSnapshots(System.getProperty("pictures") != null));
        Window window = new Window(context, context.newPage(), violations);
        open.add(window);
        return window;
    }

    /** The browser's version, as it says itself. */
    public String version() {
        return chromium.browser().version();
    }

    /** The user agent of the approved browser. */
    public String userAgent() {
        return chromium.userAgent();
    }

    /** Everything that a content security policy refused in windows that are closed by now. */
    public List<String> violations() {
        return List.copyOf(allViolations);
    }

    /**
     * What each window that is closed by now had kept when it closed: its cookies, and of each origin the local storage
     * and the databases; of each page, its session storage. JSON.
     */
    public List<String> stored() {
        return List.copyOf(stored);
    }

    /** Where the recorded traffic of closed windows is. */
    public Path traffic() {
        return target.resolve("traffic");
    }

    /** Closes all windows of the scenario; of a failed one, keeps what they showed. */
    void close(boolean failed, String scenario) {
        int number = 0;
        for (Window window : open) {
            number++;
            try {
                Refusals.look(window.page());
                stored.add(kept(window));
                if (failed) {
                    keep(window, target.resolve("failures"), scenario + "-" + number);
                } else {
                    window.context().tracing().stop();
                }
                window.context().close();
            } catch (PlaywrightException unclosed) {
                LOG.log(Level.WARNING, "A window did not close after " + scenario, unclosed);
            }
            allViolations.addAll(window.violations());
        }
        open.clear();
    }

    private static String kept(Window window) {
        StringBuilder kept = new StringBuilder(
                window.context().storageState(new BrowserContext.StorageStateOptions().setIndexedDB(true)));
        for (Page page : window.context().pages()) {
            if (page.url().startsWith("https:")) {
                kept.append('\n').append(page.evaluate("() => JSON.stringify(Object.entries(sessionStorage))"));
            }
        }
        return kept.toString();
    }

    private static void keep(Window window, Path folder, String name) {
        window.context().tracing().stop(new Tracing.StopOptions().setPath(folder.resolve(name + ".trace.zip")));
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(name + ".html"),
                    "<!-- " + window.page().url() + " -->\n" + window.page().content());
            window.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setPath(folder.resolve(name + ".png"))
                            .setFullPage(true));
        } catch (IOException | PlaywrightException unkept) {
            LOG.log(Level.WARNING, "The page of a failure could not be kept: " + name, unkept);
        }
    }
}
