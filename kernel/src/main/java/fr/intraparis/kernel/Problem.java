package fr.intraparis.kernel;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure as it travels between modules and to callers of an API: RFC 9457 {@code application/problem+json} with our
 * code, the cure, the time and the correlation id.
 *
 * @param detail what happened in this case; empty when there is nothing to add to the title
 */
public record Problem(
        ErrorCode code, String title, String cure, String detail, CorrelationId correlationId, Instant time) {

    /** The media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A problem in the language of the reader. */
    public static Problem of(ErrorCode code, String detail, CorrelationId correlationId, Instant time, Locale locale) {
        return new Problem(code, code.title(locale), code.cure(locale), detail, correlationId, time);
    }

    /** Its JSON text. {@code type} is the place of the code in the documentation. */
    public String toJson() {
        return toJson(Map.of());
    }

    /** The same with members of its own, as RFC 9457 lets a problem have (§3.2). */
    public String toJson(Map<String, String> extensions) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("type", "urn:intraparis:error:" + code.code())
                .add("title", title)
                .add("status", code.status())
                .add("detail", detail)
                .add("code", code.code())
                .add("cure", cure)
                .add("correlationId", correlationId.value())
                .add("time", time.toString());
        extensions.forEach(json::add);
        return json.build().toString();
    }

    /** Reads what another module sent; empty when it is not a problem of ours (garbage, a foreign page). */
    public static Optional<Problem> parse(@Nullable String json) {
        if (json == null || json.isBlank()) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            JsonObject object = reader.readObject();
            return ErrorCode.of(object.getString("code", ""))
                    .map(code -> new Problem(
                            code,
                            object.getString("title", ""),
                            object.getString("cure", ""),
                            object.getString("detail", ""),
                            CorrelationId.of(object.getString("correlationId", null)),
                            Instant.parse(object.getString("time", Instant.EPOCH.toString()))));
        } catch (RuntimeException notAProblem) {
            return Optional.empty();
        }
    }
}
