package fr.intraparis.it.scenario.whole;

import com.microsoft.playwright.options.Cookie;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** How long the server takes for the main pages: measured and told, not judged. */
@EndToEnd
@Shows("M22")
@Order(Integer.MAX_VALUE - 20)
class PageTimesIT {
    private static final int REQUESTS = 100;
    private static final Pattern NUMBER = Pattern.compile("\"correlationId\":\"([0-9a-f-]{36})\"");
    private static final Pattern TIME = Pattern.compile("\"ms\":\"([0-9.]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"", "payslips", "leave", "mailbox"})
    void theServerTimeOfAPage(String page, City city) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        String cookies = amelie.page().context().cookies(city.origin() + "/").stream()
                .map((Cookie cookie) -> cookie.name + "=" + cookie.value)
                .collect(Collectors.joining("; "));
        Http http = Instruments.of(city).http();
        double[] client = new double[REQUESTS];
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < REQUESTS; i++) {
            long start = System.nanoTime();
            Http.Answer answer = http.get(
                    city.at("/intraparis/" + page),
                    "Cookie",
                    cookies,
                    "User-Agent",
                    Stage.windows().userAgent(),
                    "Accept",
                    "text/html",
                    "Accept-Language",
                    "fr");
            client[i] = (System.nanoTime() - start) / 1e6;
            assertEquals(200, answer.status());
            numbers.add(Objects.requireNonNull(answer.headers().get("correlation-id")));
        }
        String text = String.format(
                Locale.ROOT,
                "%s over %d requests: portal %s, door and portal %s, seen by the client %s",
                page.isEmpty() ? "home" : page,
                REQUESTS,
                spread(logged(city, "inner", page, numbers)),
                spread(logged(city, "door", page, numbers)),
                spread(client));
        Figure.of("%s", text);
        Story.current().tell(text);
    }

    /** What the server itself measured, from its first filter to its last byte: it stands in its access log. */
    private static double[] logged(City city, String process, String page, Set<String> numbers) {
        return Eventually.get("all requests are in the log of " + process, Duration.ofSeconds(10), () -> {
            List<Double> found = new ArrayList<>();
            for (String line : lines(city.data().resolve("logs"), process)) {
                Matcher number = NUMBER.matcher(line);
                Matcher time = TIME.matcher(line);
                if (line.contains("\"/intraparis/" + page + "\"")
                        && number.find()
                        && numbers.contains(number.group(1))
                        && time.find()) {
                    found.add(Double.valueOf(time.group(1)));
                }
            }
            return found.size() < REQUESTS
                    ? null
                    : found.stream().mapToDouble(Double::doubleValue).toArray();
        });
    }

    private static List<String> lines(Path logs, String process) {
        try (Stream<Path> files = Files.list(logs)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.filter(name -> name.getFileName().toString().startsWith(process))
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
            return lines;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String spread(double[] millis) {
        Arrays.sort(millis);
        return String.format(
                Locale.ROOT, "median %.1f ms p95 %.1f ms", millis[millis.length / 2], millis[millis.length * 95 / 100]);
    }
}
