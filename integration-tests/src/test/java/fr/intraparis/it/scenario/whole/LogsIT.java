package fr.intraparis.it.scenario.whole;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import fr.intraparis.it.check.TokenShapes;
import fr.intraparis.it.check.Traffic;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.secret.Person;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Looks back at everything that was written to a log. The last class of a run. */
@EndToEnd
@Shows("M15")
@Order(Integer.MAX_VALUE - 1)
class LogsIT {

    @Test
    void noLogHoldsATokenAPasswordOrAMailBody(City city) throws IOException {
        List<String> secrets = new ArrayList<>(Stage.confidential());
        for (Person person : city.people()) {
            secrets.add(person.password());
            if (person.totp() != null) {
                secrets.add(person.totp());
            }
        }
        int people = secrets.size();
        for (Properties process : List.of(city.door(), city.wars(), city.databases())) {
            process.forEach((key, value) -> {
                if (String.valueOf(key).matches(".*(password|secret|key)$")) {
                    secrets.add(String.valueOf(value));
                }
            });
        }
        assertTrue(secrets.size() >= people + 8, "secrets of the processes: " + (secrets.size() - people));
        secrets.addAll(kept(city.data().resolve("secrets")));
        Set<String> found = new TreeSet<>();
        long lines = 0;
        for (Path log : logs(city)) {
            int number = 0;
            for (String line : Files.readAllLines(log)) {
                number++;
                lines++;
                String place = log.getFileName() + ":" + number + " ";
                TokenShapes.in(line).forEach(token -> found.add(place + token));
                secrets.stream()
                        .filter(secret -> !secret.isBlank() && line.contains(secret))
                        .forEach(secret -> found.add(place + "a secret or a mail body"));
            }
        }
        assertEquals(Set.of(), found);
        Figure.of("%d lines searched for %d secrets", lines, secrets.size());
    }

    /**
     * Everything that the installation keeps secret, whichever part uses it (Keycloak, databases, mail server, stores of
     * certificates): the values of properties and the private halves of keys.
     */
    private static Set<String> kept(Path folder) throws IOException {
        Set<String> kept = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                if (text.startsWith("{")) {
                    kept.add(JsonParser.parseString(text)
                            .getAsJsonObject()
                            .get("d")
                            .getAsString());
                } else {
                    Properties values = new Properties();
                    values.load(new StringReader(text));
                    values.values().forEach(value -> kept.add(String.valueOf(value)));
                }
            }
        }
        assertTrue(kept.size() >= 20, "the installation keeps " + kept.size() + " secrets");
        return kept;
    }

    /** The browsers' own record of the run says which answers there were; the door's log must know each by its number. */
    @Test
    void everyAnswerOfTheDoorStandsInItsLogAndInThatOfTheWarBehindIt(City city) throws IOException {
        Set<String> served = requests(city, "door");
        Set<String> behind = requests(city, "inner");
        Set<String> missing = new TreeSet<>();
        int answers = 0;
        int relayed = 0;
        for (Traffic.Exchange exchange : Traffic.in(Stage.windows().traffic())) {
            if (!exchange.url().startsWith(city.origin() + "/")) {
                continue;
            }
            answers++;
            String path = URI.create(exchange.url().replaceAll("[?#].*", "")).getPath();
            String id = exchange.headers().getOrDefault("correlation-id", "");
            String line = exchange.method() + " " + path + " " + id;
            if (id.isEmpty() || !served.contains(line)) {
                missing.add("door: " + exchange.status() + " " + line);
            }
            // A page that came as it should was made by the WAR behind the door.
            if (exchange.status() == 200 && path.matches("/(intraparis|hr|mail)/.*")) {
                relayed++;
                if (!behind.contains(line)) {
                    missing.add("inner: " + line);
                }
            }
        }
        assertEquals(Set.of(), missing);
        assertTrue(answers > 10 && relayed > 3, answers + " answers, " + relayed + " relayed");
        Figure.of("%d answers of the door found in its log, %d in that behind it", answers, relayed);
    }

    /** Method, path and correlation number of each request that a process has served. */
    private static Set<String> requests(City city, String process) throws IOException {
        Set<String> served = new HashSet<>();
        for (String line : Files.readAllLines(city.data().resolve("logs/" + process + ".log"))) {
            JsonObject entry = json(line);
            if (text(entry, "LogMessage").equals("request")) {
                String id = text(entry, "correlationId");
                assertEquals(id, UUID.fromString(id).toString(), "a request without its number: " + line);
                served.add(text(entry, "method") + " " + text(entry, "path") + " " + id);
            }
        }
        return served;
    }

    private static String text(JsonObject entry, String name) {
        return entry.has(name) ? entry.get(name).getAsString() : "";
    }

    @Test
    void theLogsOfTheWarsAreJsonWithTheCorrelationNumber(City city) throws IOException {
        for (String process : List.of("door", "inner")) {
            int requests = 0;
            for (Path log : logs(city)) {
                if (!log.getFileName().toString().startsWith(process)) {
                    continue;
                }
                for (String line : Files.readAllLines(log)) {
                    JsonObject entry = json(line);
                    if (entry.toString().contains("\"correlationId\"")) {
                        requests++;
                    }
                }
            }
            assertTrue(requests > 0, "no line of " + process + " has a correlation number");
            Figure.of("%d lines of %s with a correlation number", requests, process);
        }
    }

    private static JsonObject json(String line) {
        try {
            return line.startsWith("{") ? JsonParser.parseString(line).getAsJsonObject() : new JsonObject();
        } catch (JsonParseException cut) {
            return new JsonObject();
        }
    }

    private static List<Path> logs(City city) throws IOException {
        try (Stream<Path> files = Files.walk(city.data().resolve("logs"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
