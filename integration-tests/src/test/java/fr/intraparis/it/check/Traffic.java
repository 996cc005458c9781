package fr.intraparis.it.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** All that a browser sent and received, as recorded (HAR). */
public final class Traffic {

    /**
     * One request and its response.
     *
     * @param headers of the response, names in lower case, several values joined by a line break
     * @param sent headers of the request, likewise
     * @param body of the response when it is text; else empty
     */
    public record Exchange(
            String method,
            String url,
            int status,
            Map<String, String> headers,
            Map<String, String> sent,
            String body) {}

    private Traffic() {}

    /** Everything that was recorded in that folder. */
    public static List<Exchange> in(Path folder) {
        if (Files.notExists(folder)) {
            return List.of();
        }
        List<Exchange> exchanges = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".har"))
                    .sorted()
                    .toList()) {
                exchanges.addAll(of(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return exchanges;
    }

    /** Everything in one recording. */
    public static List<Exchange> of(Path har) {
        List<Exchange> exchanges = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(har)) {
            JsonArray entries = JsonParser.parseReader(reader)
                    .getAsJsonObject()
                    .getAsJsonObject("log")
                    .getAsJsonArray("entries");
            for (JsonElement element : entries) {
                JsonObject request = element.getAsJsonObject().getAsJsonObject("request");
                JsonObject response = element.getAsJsonObject().getAsJsonObject("response");
                int status = response.get("status").getAsInt();
                if (status > 0) {
                    exchanges.add(new Exchange(
                            request.get("method").getAsString(),
                            request.get("url").getAsString(),
                            status,
                            headers(response),
                            headers(request),
                            body(response.getAsJsonObject("content"))));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return exchanges;
    }

    private static Map<String, String> headers(JsonObject message) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (JsonElement header : message.getAsJsonArray("headers")) {
            JsonObject pair = header.getAsJsonObject();
            headers.merge(
                    pair.get("name").getAsString().toLowerCase(Locale.ROOT),
                    pair.get("value").getAsString(),
                    (first, second) -> first + "\n" + second);
        }
        return headers;
    }

    private static String body(JsonObject content) {
        JsonElement text = content.get("text");
        if (text == null) {
            return "";
        }
        if (content.has("encoding")) {
            return new String(Base64.getDecoder().decode(text.getAsString()), StandardCharsets.ISO_8859_1);
        }
        return text.getAsString();
    }
}
