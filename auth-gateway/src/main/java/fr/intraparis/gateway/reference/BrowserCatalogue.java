package fr.intraparis.gateway.reference;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The approved browsers and their releases.
 *
 * @param header its version and date are those of the public data it was cut from
 */
public record BrowserCatalogue(Header header, List<Approved> browsers) {

    /** The one in the WAR: {@code browsers.json} says where it comes from. */
    public static final BrowserCatalogue SHIPPED = shipped();

    /**
     * An approved browser.
     *
     * @param names as the recogniser says them
     * @param majors its major versions, oldest first, the last one current
     * @param extendedSupport older ones that their maker still mends
     */
    public record Approved(
            String id,
            String label,
            Set<String> names,
            String system,
            List<Integer> majors,
            Set<Integer> extendedSupport) {

        /** The oldest major version that is at most so many releases behind the current one. */
        public int oldest(int behind) {
            return majors.get(Math.max(0, majors.size() - 1 - behind));
        }
    }

    /** The approved browser of that name on that kind of system. */
    public Optional<Approved> find(String family, String system) {
        return browsers.stream()
                .filter(approved ->
                        approved.system().equals(system) && approved.names().contains(family))
                .findFirst();
    }

    /** @throws IllegalArgumentException when it is no such catalogue, or approves nothing */
    static BrowserCatalogue read(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject root = reader.readObject();
            List<Approved> browsers = root.getJsonArray("browsers").getValuesAs(JsonObject.class).stream()
                    .map(BrowserCatalogue::approved)
                    .toList();
            if (browsers.isEmpty()) {
                throw new IllegalArgumentException("no browser at all: nobody could get in");
            }
            return new BrowserCatalogue(
                    Header.of(root.getString("list", ""), root.getString("version", ""), root.getString("date", "")),
                    browsers);
        } catch (JsonException | ClassCastException | NullPointerException garbled) {
            throw new IllegalArgumentException("not a catalogue of browsers", garbled);
        }
    }

    private static Approved approved(JsonObject browser) {
        List<Integer> majors = List.copyOf(numbers(browser.getJsonArray("majors")));
        if (majors.isEmpty() || !majors.stream().sorted().distinct().toList().equals(majors)) {
            throw new IllegalArgumentException("the versions of " + browser.getString("id") + " do not rise");
        }
        return new Approved(
                browser.getString("id"),
                browser.getString("label"),
                Set.copyOf(browser.getJsonArray("names").getValuesAs(JsonString::getString)),
                browser.getString("system"),
                majors,
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
            return read(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
