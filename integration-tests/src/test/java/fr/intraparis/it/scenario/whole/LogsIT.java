package fr.intraparis.it.scenario.whole;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import fr.intraparis.it.check.TokenShapes;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.secret.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
        city.door().forEach((key, value) -> {
            if (String.valueOf(key).matches(".*(password|secret|key)$")) {
                secrets.add(String.valueOf(value));
            }
        });
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
