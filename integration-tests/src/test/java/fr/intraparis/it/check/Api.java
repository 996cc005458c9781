package fr.intraparis.it.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import fr.intraparis.it.suite.City;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The four APIs, asked straight at the WAR that has them, by public path. */
public final class Api {
    private final City city;
    private final Instruments instruments;

    public Api(City city, Instruments instruments) {
        this.city = city;
        this.instruments = instruments;
    }

    /** Where that path is served. */
    public URI place(String path) {
        return path.startsWith("/nomades/") ? URI.create(city.internal() + path) : city.behind(path);
    }

    /** Asks without a key of idempotency. */
    public Http.Answer ask(Caller caller, String method, String path, String body) {
        return ask(caller, method, path, body, "");
    }

    /** Asks. @param key empty: none is sent */
    public Http.Answer ask(Caller caller, String method, String path, String body, String key) {
        List<String> headers = new ArrayList<>(List.of(
                "Authorization",
                "Bearer " + caller.token(instruments.tokens(), audience(path)),
                "Accept",
                path.matches(".*/(pdf|attachments/.*)") ? "*/*" : "application/json"));
        if (!body.isEmpty()) {
            headers.addAll(List.of("Content-Type", "application/json"));
        }
        if (!key.isEmpty()) {
            headers.addAll(List.of("Idempotency-Key", key));
        }
        return instruments.http().send(method, place(path), body, headers.toArray(String[]::new));
    }

    /** What an answer tells, without what differs between any two: time, correlation id, and those fields. */
    public static String told(Http.Answer answer, String... besides) {
        Set<String> passing = new TreeSet<>(Set.of("time", "correlationId"));
        passing.addAll(List.of(besides));
        return answer.status() + " " + new TreeSet<>(answer.headers().keySet()) + " " + without(answer.text(), passing);
    }

    private static String without(String text, Set<String> names) {
        try {
            JsonElement body = JsonParser.parseString(text);
            if (body instanceof JsonObject object) {
                names.forEach(object::remove);
            }
            return body.toString();
        } catch (JsonParseException noJson) {
            return text;
        }
    }

    private static String audience(String path) {
        if (path.startsWith("/hr/")) {
            return "hr-services";
        }
        return path.startsWith("/mail/") ? "mail-bridge" : "auth-gateway";
    }
}
