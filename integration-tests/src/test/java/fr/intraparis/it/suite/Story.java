package fr.intraparis.it.suite;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ScreenshotType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What happened in one scenario, step by step, as the report tells it. */
public final class Story {
    private static final Logger LOG = Logger.getLogger(Story.class.getName());
    private static final ThreadLocal<@Nullable Story> CURRENT = new ThreadLocal<>();
    private static final int PICTURE_QUALITY = 45;
    private static final double PICTURE_DEADLINE = 5_000;

    /**
     * One sentence of the story.
     *
     * @param at since the start of the scenario
     * @param picture JPEG of what the person saw; null where nobody looked at a screen
     */
    public record Step(String sentence, Duration at, byte @Nullable [] picture) {}

    private final String feature;
    private final String title;
    private final List<String> checks;
    private final Instant start = Instant.now();
    private final List<Step> steps = new ArrayList<>();
    private final List<Runnable> cleanUps = new ArrayList<>();
    private @Nullable Throwable failure;
    private Duration duration = Duration.ZERO;

    private Story(String feature, String title, List<String> checks) {
        this.feature = feature;
        this.title = title;
        this.checks = checks;
    }

    /** Opens a story; it is the current one of this thread until {@link #end}. */
    static Story begin(String feature, String title, List<String> checks) {
        Story story = new Story(feature, title, checks);
        CURRENT.set(story);
        return story;
    }

    /** The story that is being told. */
    public static Story current() {
        Story story = CURRENT.get();
        if (story == null) {
            throw new IllegalStateException("No scenario is running: is the class annotated with @EndToEnd?");
        }
        return story;
    }

    /** Tells a step that no screen shows. */
    public void tell(String sentence) {
        steps.add(new Step(sentence, sinceStart(), null));
    }

    /** Tells a step with what the screen shows. */
    public void tell(String sentence, Page page) {
        Refusals.look(page);
        byte @Nullable [] picture = null;
        try {
            picture = page.screenshot(new Page.ScreenshotOptions()
                    .setType(ScreenshotType.JPEG)
                    .setQuality(PICTURE_QUALITY)
                    .setTimeout(PICTURE_DEADLINE));
        } catch (PlaywrightException noPicture) {
            LOG.log(Level.FINE, "No picture of a step", noPicture);
        }
        steps.add(new Step(sentence, sinceStart(), picture));
    }

    /** Something to put back in any case when the scenario ends; say it before the act. The last said is done first. */
    public void afterwards(Runnable cleanUp) {
        cleanUps.add(cleanUp);
    }

    /** Puts everything back; the first failure of a clean-up is the story's failure if it had none. */
    void end(@Nullable Throwable outcome) {
        failure = outcome;
        for (int i = cleanUps.size() - 1; i >= 0; i--) {
            try {
                cleanUps.get(i).run();
            } catch (RuntimeException | AssertionError uncleaned) {
                if (failure == null) {
                    failure = uncleaned;
                } else {
                    failure.addSuppressed(uncleaned);
                }
            }
        }
        duration = sinceStart();
        CURRENT.remove();
    }

    public String feature() {
        return feature;
    }

    public String title() {
        return title;
    }

    public List<String> checks() {
        return checks;
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    public @Nullable Throwable failure() {
        return failure;
    }

    public Duration duration() {
        return duration;
    }

    private Duration sinceStart() {
        return Duration.between(start, Instant.now());
    }
}
