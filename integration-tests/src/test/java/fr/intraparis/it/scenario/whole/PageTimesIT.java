package fr.intraparis.it.scenario.whole;

import com.microsoft.playwright.options.Cookie;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** How long the server takes for the main pages: measured and told, not judged. */
@EndToEnd
@Shows("M22")
@Order(Integer.MAX_VALUE - 20)
class PageTimesIT {
    private static final int REQUESTS = 200;

    @ParameterizedTest
    @ValueSource(strings = {"", "payslips", "leave", "mailbox"})
    void theServerTimeOfAPage(String page, City city) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        String cookies = amelie.page().context().cookies(city.origin() + "/").stream()
                .map((Cookie cookie) -> cookie.name + "=" + cookie.value)
                .collect(Collectors.joining("; "));
        Http http = Instruments.of(city).http();
        long[] nanos = new long[REQUESTS];
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
            nanos[i] = System.nanoTime() - start;
            assertEquals(200, answer.status());
        }
        Arrays.sort(nanos);
        String name = page.isEmpty() ? "home" : page;
        Figure.of("%s: median %.1f ms, p95 %.1f ms", name, nanos[REQUESTS / 2] / 1e6, nanos[REQUESTS * 95 / 100] / 1e6);
        Story.current()
                .tell(String.format(
                        Locale.ROOT,
                        "%s: median %.1f ms, p95 %.1f ms over %d requests",
                        name,
                        nanos[REQUESTS / 2] / 1e6,
                        nanos[REQUESTS * 95 / 100] / 1e6,
                        REQUESTS));
    }
}
