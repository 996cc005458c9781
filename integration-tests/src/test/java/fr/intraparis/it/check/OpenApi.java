package fr.intraparis.it.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import fr.intraparis.it.suite.City;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

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

    /**
     * The operations of the whole city, under their public paths, for a table that must have a row for each.
     *
     * @param rows the names of the table's rows; one that no document holds fails, as does an operation without a row
     */
    public static List<Operation> ofTheCity(City city, Http http, Set<String> rows, Predicate<Operation> wanted) {
        Set<String> unknown = new TreeSet<>();
        Set<String> unused = new TreeSet<>(rows);
        List<Operation> found = new ArrayList<>();
        Stream.of(city.behind("/openapi"), URI.create(city.internal() + "/openapi"))
                .flatMap(document -> operations(http, document).stream())
                .filter(wanted)
                .forEach(operation -> {
                    // A document of a whole process leaves the context root out.
                    Operation known = Stream.of("", "/hr", "/mail", "/nomades")
                            .map(context -> new Operation(operation.method(), context + operation.path()))
                            .filter(candidate -> rows.contains(candidate.toString()))
                            .findFirst()
                            .orElse(null);
                    if (known == null) {
                        unknown.add(operation.toString());
                    } else {
                        unused.remove(known.toString());
                        found.add(known);
                    }
                });
        if (!unknown.isEmpty() || !unused.isEmpty()) {
            throw new AssertionError("operations without a row: " + unknown + "; rows without an operation: " + unused);
        }
        return found;
    }

    private static List<Operation> operations(Http http, URI document) {
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
