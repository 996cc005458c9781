package fr.intraparis.it.suite;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A browser with a profile on the disk, as it stands on anybody's computer. Nothing records it; once it is closed, its
 * folder is what the next person finds.
 */
public final class DiskProfile implements AutoCloseable {
    private final Path folder;
    private final Playwright playwright;
    private final BrowserContext context;

    private DiskProfile(Path folder, Playwright playwright, BrowserContext context) {
        this.folder = folder;
        this.playwright = playwright;
        this.context = context;
    }

    /** Starts it with an empty profile of that name. */
    public static DiskProfile fresh(String name) {
        Path home = Stage.TARGET.resolve("profiles").resolve(name);
        Stage.emptied(home);
        Chromium.trust(Stage.city().authority(), home);
        Path folder = home.resolve("profile");
        Optional<Path> executable = Chromium.executable();
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HOME", home.toString());
        BrowserType.LaunchPersistentContextOptions options = new BrowserType.LaunchPersistentContextOptions()
                .setHeadless(!Boolean.getBoolean("headed"))
                .setEnv(environment)
                .setArgs(Chromium.flags())
                .setUserAgent(Stage.windows().userAgent())
                .setLocale("fr-FR");
        executable.ifPresent(options::setExecutablePath);
        Playwright playwright = Chromium.playwright(executable);
        try {
            return new DiskProfile(folder, playwright, playwright.chromium().launchPersistentContext(folder, options));
        } catch (RuntimeException failure) {
            playwright.close();
            throw failure;
        }
    }

    /** The one window. */
    public Page page() {
        return context.pages().get(0);
    }

    /** Where all of it is. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        context.close();
        playwright.close();
    }
}
