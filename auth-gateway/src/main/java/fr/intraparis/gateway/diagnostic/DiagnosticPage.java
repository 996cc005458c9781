package fr.intraparis.gateway.diagnostic;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import fr.intraparis.gateway.diagnostic.Diagnosis.Line;
import fr.intraparis.gateway.diagnostic.Receipts.Reading;
import fr.intraparis.gateway.diagnostic.Receipts.Receipt;
import fr.intraparis.gateway.diagnostic.Result.State;
import fr.intraparis.kernel.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The text of both pages, the diagnosis and the reading of a receipt, in one language. Every value is escaped. */
final class DiagnosticPage {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final String BUNDLE = "fr.intraparis.gateway.diagnostic.texts";
    private static final Template PAGE = template();

    private final Locale language;
    private final ResourceBundle texts;
    private final Map<String, Object> values = new HashMap<>();

    DiagnosticPage(Locale language, String supportPhone, Instant now) {
        boolean english = language.getLanguage().equals("en");
        this.language = language;
        this.texts = ResourceBundle.getBundle(
                BUNDLE, english ? Locale.ENGLISH : Locale.FRENCH, DiagnosticPage.class.getClassLoader());
        Map<String, String> t = new HashMap<>();
        // Dots in keys would be paths to the template.
        texts.keySet().stream().filter(key -> key.indexOf('.') < 0).forEach(key -> t.put(key, texts.getString(key)));
        values.put("t", t);
        values.put("lang", english ? "en" : "fr");
        values.put("otherLang", english ? "fr" : "en");
        values.put("phone", supportPhone);
        values.put("phoneDigits", supportPhone.replaceAll("[^0-9+]", ""));
        values.put("instant", now.toString());
        values.put("time", time(now));
        values.put("diagnosis", false);
        values.put("reading", false);
    }

    /** What the checks found, the cures with the likeliest system first, and the report to copy. */
    String diagnosis(List<Line> lines, String userAgent, String receipt) {
        List<Platform> platforms = Platform.likelyFirst(userAgent);
        List<String> faults = lines.stream()
                .filter(line -> line.result().state() == State.FAULT)
                .map(line -> Objects.requireNonNull(line.result().code()).code())
                .toList();
        values.put("diagnosis", true);
        values.put("title", texts.getString("title"));
        values.put("faults", String.join(", ", faults));
        values.put("checks", lines.stream().map(line -> check(line, platforms)).toList());
        values.put("receipt", receipt);
        return PAGE.execute(values);
    }

    /**
     * The form for a receipt, what the last one is worth, and what it says if it is ours.
     *
     * @param reading null when none has been brought yet
     */
    String reading(@Nullable Reading reading) {
        Receipt receipt = reading == null ? null : reading.receipt();
        values.put("reading", true);
        values.put("title", texts.getString("readingTitle"));
        values.put("verdict", reading == null ? "" : reading.verdict().id());
        values.put("verdictText", reading == null ? "" : texts.getString("verdict." + reading.verdict()));
        values.put("read", receipt != null);
        if (receipt != null) {
            values.put("pseudonym", receipt.pseudonym());
            values.put("madeInstant", receipt.at().toString());
            values.put("made", time(receipt.at()));
            values.put(
                    "states",
                    receipt.checks().entrySet().stream()
                            .map(check -> state(check.getKey(), check.getValue()))
                            .toList());
        }
        return PAGE.execute(values);
    }

    private Map<String, Object> check(Line line, List<Platform> platforms) {
        Result result = line.result();
        ErrorCode code = result.code();
        Map<String, Object> row = new HashMap<>();
        row.put("id", line.id());
        row.put("name", texts.getString("check." + line.id()));
        row.put("state", result.state().id());
        row.put("stateText", texts.getString("state." + result.state()));
        row.put("evidence", result.evidence());
        row.put("note", result.note().isEmpty() ? "" : texts.getString("note." + result.note()));
        row.put("code", code == null ? "" : code.code());
        row.put("what", code == null ? "" : code.title(language));
        row.put("cure", code == null ? "" : code.cure(language));
        row.put("who", code == null ? "" : code.who().in(language));
        row.put("cures", code == null ? List.of() : cures(code, platforms));
        return row;
    }

    private List<Map<String, Object>> cures(ErrorCode code, List<Platform> platforms) {
        List<Map<String, Object>> cures = new ArrayList<>();
        for (Platform platform : platforms) {
            String key = code.name() + "." + platform.id();
            if (texts.containsKey(key)) {
                cures.add(Map.of("platform", platform.label(), "text", texts.getString(key), "open", cures.isEmpty()));
            }
        }
        return cures;
    }

    private Map<String, Object> state(String id, String brief) {
        String[] parts = brief.split(" ", 2);
        String key = "check." + id;
        return Map.of(
                "id",
                id,
                "name",
                texts.containsKey(key) ? texts.getString(key) : id,
                "stateText",
                texts.getString("state." + parts[0].toUpperCase(Locale.ROOT)),
                "code",
                parts.length < 2 ? "" : parts[1],
                "what",
                parts.length < 2
                        ? ""
                        : ErrorCode.of(parts[1])
                                .map(code -> code.title(language))
                                .orElse(""));
    }

    private String time(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.MEDIUM)
                .withLocale(language.equals(Locale.ENGLISH) ? Locale.UK : Locale.FRANCE)
                .format(at.atZone(PARIS));
    }

    private static Template template() {
        try (InputStream text =
                Objects.requireNonNull(DiagnosticPage.class.getResourceAsStream("page.mustache"), "page.mustache")) {
            return Mustache.compiler()
                    .escapeHTML(true)
                    .emptyStringIsFalse(true)
                    .compile(new InputStreamReader(text, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
