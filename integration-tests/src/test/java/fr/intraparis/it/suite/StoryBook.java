package fr.intraparis.it.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The report: all stories of a run on one page that anybody can read, in {@code target/report/index.html}. */
final class StoryBook {
    private static final String STYLE = """
            :root{color-scheme:light dark;--ok:#1a7f37;--bad:#c01c28;--line:#8886}
            body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
            h1{margin:0}h2{margin:2.5rem 0 .5rem;border-bottom:1px solid var(--line)}
            details{border:1px solid var(--line);border-radius:.5rem;margin:.5rem 0;padding:.5rem 1rem}
            details.failed{border-left:.5rem solid var(--bad)}details.passed{border-left:.5rem solid var(--ok)}
            summary{cursor:pointer;display:flex;gap:1rem;flex-wrap:wrap;align-items:baseline}
            summary b{flex:1 1 24rem;font-weight:600}summary span{font-size:.85em;opacity:.8}
            ol{padding-left:1.5rem}li{margin:.75rem 0}li time{opacity:.7;font-size:.85em}
            img{display:block;max-width:100%;max-height:26rem;border:1px solid var(--line);margin-top:.35rem}
            pre{white-space:pre-wrap;background:#8882;padding:.75rem;border-radius:.4rem}
            table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem 0;text-align:left}
            """;

    private final List<Story> stories = new ArrayList<>();

    void add(Story story) {
        stories.add(story);
    }

    /** Writes the page. */
    void write(Path file) throws IOException {
        Map<String, List<Story>> features = new TreeMap<>();
        stories.forEach(story -> features.computeIfAbsent(story.feature(), name -> new ArrayList<>())
                .add(story));
        long failed = stories.stream().filter(story -> story.failure() != null).count();
        StringBuilder page = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\">")
                .append(
                        "<meta name=\"viewport\" content=\"width=device-width\"><title>Intraparis: what was proven</title>")
                .append("<style>")
                .append(STYLE)
                .append("</style><h1>Intraparis: what was proven</h1><p>")
                .append(text(DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH)
                        .format(ZonedDateTime.now(ZoneId.of("Europe/Paris")))))
                .append(". ")
                .append(stories.size())
                .append(" scenarios, ")
                .append(failed)
                .append(" failed. Open a scenario to read its steps and see what the person saw.</p>");
        features.forEach((feature, told) -> {
            page.append("<h2>").append(text(feature)).append("</h2>");
            told.forEach(story -> chapter(page, story));
        });
        Files.createDirectories(file.getParent());
        Files.writeString(file, page);
    }

    private static void chapter(StringBuilder page, Story story) {
        @Nullable Throwable failure = story.failure();
        page.append(failure == null ? "<details class=\"passed\">" : "<details class=\"failed\" open>")
                .append("<summary><b>")
                .append(text(story.title()))
                .append("</b><span>")
                .append(text(String.join(", ", story.checks())))
                .append("</span><span>")
                .append(failure == null ? "passed" : "failed")
                .append(", ")
                .append(seconds(story.duration()))
                .append("</span></summary><ol>");
        for (Story.Step step : story.steps()) {
            page.append("<li>")
                    .append(text(step.sentence()))
                    .append(" <time>")
                    .append(seconds(step.at()))
                    .append("</time>");
            byte @Nullable [] picture = step.picture();
            if (picture != null) {
                page.append("<img loading=\"lazy\" alt=\"What the screen showed\" src=\"data:image/jpeg;base64,")
                        .append(Base64.getEncoder().encodeToString(picture))
                        .append("\">");
            }
            page.append("</li>");
        }
        page.append("</ol>");
        if (failure != null) {
            page.append("<pre>")
                    .append(text(String.valueOf(failure.getMessage())))
                    .append("</pre>");
        }
        page.append("</details>");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
