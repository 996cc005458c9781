package fr.intraparis.gateway.posture;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The approved browsers and their releases.
 *
 * @param version of the public data it was cut from
 * @param date of that data
 */
record BrowserCatalogue(String version, LocalDate date, List<Approved> browsers) {

    /** The one in the WAR: {@code browsers.json} says where it comes from. */
    static final BrowserCatalogue SHIPPED = shipped();

    /**
     * An approved browser.
     *
     * @param names as the recogniser says them
     * @param majors its major versions, oldest first, the last one current
     * @param extendedSupport older ones that their maker still mends
     */
    record Approved(
            String id,
            String label,
            Set<String> names,
            String system,
            List<Integer> majors,
            Set<Integer> extendedSupport) {

        /** The oldest major version that is at most so many releases behind the current one. */
        int oldest(int behind) {
            return majors.get(Math.max(0, majors.size() - 1 - behind));
        }
    }

    /** The approved browser of that name on that kind of system. */
    Optional<Approved> find(String family, String system) {
        return browsers.stream()
                .filter(approved ->
                        approved.system().equals(system) && approved.names().contains(family))
                .findFirst();
    }

    static BrowserCatalogue read(InputStream json) {
        try (JsonReader reader = Json.createReader(json)) {
            JsonObject root = reader.readObject();
            return new BrowserCatalogue(
                    root.getString("version"),
                    LocalDate.parse(root.getString("date")),
                    root.getJsonArray("browsers").getValuesAs(JsonObject.class).stream()
                            .map(BrowserCatalogue::approved)
                            .toList());
        }
    }

    private static Approved approved(JsonObject browser) {
        return new Approved(
                browser.getString("id"),
                browser.getString("label"),
                Set.copyOf(browser.getJsonArray("names").getValuesAs(JsonString::getString)),
                browser.getString("system"),
                List.copyOf(numbers(browser.getJsonArray("majors"))),
                Set.copyOf(numbers(browser.getJsonArray("extendedSupport"))));
    }

    private static List<Integer> numbers(JsonArray array) {
        return array.getValuesAs(JsonNumber::intValue);
    }

    private static BrowserCatalogue shipped() {
        try (InputStream json = BrowserCatalogue.class.getResourceAsStream("browsers.json")) {
            if (json == null) {
                throw new IllegalStateException("browsers.json is not in the WAR");
            }
            return read(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
