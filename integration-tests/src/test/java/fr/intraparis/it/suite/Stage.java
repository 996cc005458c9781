package fr.intraparis.it.suite;

import fr.intraparis.stack.plan.MailServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all scenarios of a run share: the city, the browser's windows and the report. */
public final class Stage {
    /** Everything that the suite leaves behind is under here. */
    public static final Path TARGET = Path.of("target").toAbsolutePath();

    private static final StoryBook BOOK = new StoryBook();
    private static final List<String> CONFIDENTIAL = new CopyOnWriteArrayList<>();
    private static final Set<String> PLAYED = ConcurrentHashMap.newKeySet();
    private static @Nullable SuiteStack own;
    private static @Nullable City city;
    private static @Nullable Chromium chromium;
    private static @Nullable Windows windows;

    private Stage() {}

    /** Whether the scenarios run against a stack that {@code ./run} started, instead of the suite's own. */
    public static boolean attached() {
        return "running".equals(System.getProperty("stack"));
    }

    /** The running stack. */
    public static City city() {
        if (city == null) {
            throw new IllegalStateException("The stack is not running");
        }
        return city;
    }

    /** The windows of the current scenario. */
    public static Windows windows() {
        if (windows == null) {
            throw new IllegalStateException("The stage is not open");
        }
        return windows;
    }

    /** Remembers a text that only its reader may see: no log may hold it at the end of the run. */
    public static String confidential(String text) {
        CONFIDENTIAL.add(text);
        return text;
    }

    /** All of them. */
    public static List<String> confidential() {
        return List.copyOf(CONFIDENTIAL);
    }

    /** The names of all classes of scenarios that have begun in this run. */
    public static Set<String> played() {
        return Set.copyOf(PLAYED);
    }

    static void played(Class<?> scenarios) {
        PLAYED.add(scenarios.getSimpleName());
    }

    /** That mail server of the suite's own stack. */
    public static MailPorts mail(MailServer server) {
        return own().mail(server);
    }

    /** The port of a server of the suite's own stack that lives and has lost its WAR. */
    public static int serverWithoutWar() {
        return own().serverWithoutWar();
    }

    /** Begins to start the suite's own stack, or finds the running one. */
    static void begin() {
        if (attached()) {
            city = RunningStack.city();
        } else {
            // The build points it into target/, where a fresh clone has nothing yet.
            made(Path.of(System.getProperty("java.io.tmpdir")));
            own = SuiteStack.start(TARGET.resolve("city"));
            city = own.city();
        }
    }

    /** The suite's own stack. */
    static SuiteStack own() {
        if (own == null) {
            throw new IllegalStateException("The suite did not start a stack of its own");
        }
        return own;
    }

    /** Waits until every WAR can serve, and opens the browser; once. */
    static void open() {
        if (chromium == null) {
            if (own != null) {
                own.awaitParts();
            }
            city().awaitReady();
            if (own != null) {
                own.loadCity();
            }
            // Of the run before: its authority, its traffic.
            emptied(TARGET.resolve("browser-home"));
            emptied(TARGET.resolve("traffic"));
            emptied(TARGET.resolve("failures"));
            emptied(Refusals.folder());
            chromium = Chromium.trusting(city().authority(), TARGET.resolve("browser-home"));
            windows = new Windows(chromium, TARGET);
        }
    }

    private static void made(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder and all that is in it. */
    static void emptied(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException undeletable) {
            throw new UncheckedIOException("Cannot empty " + folder, undeletable);
        }
    }

    static StoryBook book() {
        return BOOK;
    }

    /** Closes the browser and writes the report. */
    static void close() {
        try {
            if (chromium != null) {
                chromium.close();
                chromium = null;
                BOOK.write(TARGET.resolve("report/index.html"));
            }
        } catch (IOException unwritten) {
            throw new UncheckedIOException("The report could not be written", unwritten);
        } finally {
            if (own != null) {
                own.close();
                own = null;
            }
        }
    }
}
