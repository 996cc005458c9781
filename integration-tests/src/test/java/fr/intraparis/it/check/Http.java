package fr.intraparis.it.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieHandler;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A plain HTTP client that trusts our authority, follows no redirect and keeps no cookie unless told so. */
public final class Http {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client;

    /** @param cookies null: none are kept */
    public Http(SSLContext trust, @Nullable CookieHandler cookies) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .sslContext(trust)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(PATIENCE);
        if (cookies != null) {
            builder.cookieHandler(cookies);
        }
        this.client = builder.build();
    }

    /** A response. @param headers names in lower case */
    public record Answer(int status, Map<String, String> headers, byte[] bytes) {
        /** The body as text. */
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The body as a JSON object; empty when it is none. */
        public JsonObject json() {
            try {
                JsonElement element = JsonParser.parseString(text());
                return element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
            } catch (JsonParseException notJson) {
                return new JsonObject();
            }
        }

        /** The code of a problem; empty when it has none. */
        public String code() {
            return json().has("code") ? json().get("code").getAsString() : "";
        }

        /** A header; empty when it is missing. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** GET. @param headers name, value, name, value… */
    public Answer get(URI uri, String... headers) {
        return send(request(uri, headers).GET().build());
    }

    /** Any method with a body, possibly empty. */
    public Answer send(String method, URI uri, String body, String... headers) {
        HttpRequest.BodyPublisher publisher =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return send(request(uri, headers).method(method, publisher).build());
    }

    /** POST of a form. @param fields name, value, name, value… */
    public Answer form(URI uri, Map<String, String> fields, String... headers) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.length() == 0 ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/x-www-form-urlencoded";
        return send("POST", uri, body.toString(), all);
    }

    private static HttpRequest.Builder request(URI uri, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return builder;
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = new LinkedHashMap<>();
            for (Map.Entry<String, List<String>> header :
                    response.headers().map().entrySet()) {
                headers.put(header.getKey().toLowerCase(Locale.ROOT), String.join("\n", header.getValue()));
            }
            return new Answer(response.statusCode(), headers, response.body());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", interrupted);
        }
    }
}
