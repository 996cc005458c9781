package fr.intraparis.it.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The operations that a running process says it has. */
public final class OpenApi {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private OpenApi() {}

    /** One operation, such as GET /hr/api/payslips/{id}. */
    public record Operation(String method, String path) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** All operations of the document at that place. */
    public static List<Operation> operations(Http http, URI document) {
        Http.Answer answer = http.get(document, "Accept", "application/json");
        if (answer.status() != 200) {
            throw new AssertionError(document + ": " + answer.status() + " " + answer.text());
        }
        List<Operation> operations = new ArrayList<>();
        JsonObject paths = answer.json().getAsJsonObject("paths");
        for (Map.Entry<String, JsonElement> path : paths.entrySet()) {
            for (String method : path.getValue().getAsJsonObject().keySet()) {
                if (METHODS.contains(method)) {
                    operations.add(new Operation(method.toUpperCase(Locale.ROOT), path.getKey()));
                }
            }
        }
        return operations;
    }
}
