package fr.intraparis.it.scenario.whole;

import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.HeaderSet;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.TokenShapes;
import fr.intraparis.it.check.Traffic;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Looks back at all that the browsers of this run sent and received. The first scenario makes sure there is some. */
@EndToEnd
@Order(Integer.MAX_VALUE - 2)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrafficIT {
    /** The one exception of docs/security.md: the picture by which the bootstrap page sees that the door is trusted. */
    private static final String SHOWN_ELSEWHERE = "/nomades/assets/check.svg";

    /** What leaves the machine; a browser's own viewer of PDF loads its parts from chrome: addresses. */
    private static final Pattern NETWORK = Pattern.compile("(http|ws|ftp)s?:");

    private static final Pattern CODE = Pattern.compile("NOM-[A-Z]{3}-\\d{3}");

    /** The signed report of the diagnosis ({@code "typ":"nomades-re…}): it opens nothing, and is there to be copied. */
    private static final String REPORT = "unknown: eyJ0eXAiOiJub21hZGVzLXJl";

    private static final String MAY_BE_SHOWN = "cross-origin-resource-policy: cross-origin";

    @Test
    @Order(1)
    @Shows("A6.1")
    void aWholeVisitLeavesNoTokenInTheBrowser() {
        Agent amelie = Agent.named("amelie.durand");
        amelie.logsIn();
        for (String path : List.of("payslips", "leave", "mailbox", "leave/request", "privileged")) {
            amelie.opens("/intraparis/" + path);
        }
        String storage = amelie.page().context().storageState();
        assertEquals(List.of(), TokenShapes.in(storage), "cookies and storage");
        amelie.opens("/intraparis/").logsOut();
    }

    @Test
    @Order(2)
    @Shows("A6.1")
    void noBrowserOfTheRunKeptAToken() {
        List<String> stored = Stage.windows().stored();
        assertTrue(stored.size() > 0, "windows that were looked into");
        Set<String> found = new TreeSet<>();
        stored.forEach(kept -> found.addAll(TokenShapes.in(kept)));
        assertEquals(Set.of(), found, "in cookies, session storage, local storage or a database of a page");
        Figure.of("%d windows searched", stored.size());
    }

    @Test
    @Order(2)
    @Shows("A6.1")
    void noResponseHeaderNorAddressOfTheRunHoldsAToken() {
        List<Traffic.Exchange> exchanges = Traffic.in(Stage.windows().traffic());
        assertTrue(exchanges.size() > 10, "recorded exchanges: " + exchanges.size());
        Set<String> found = new TreeSet<>();
        for (Traffic.Exchange exchange : exchanges) {
            for (String text : List.of(
                    exchange.url(),
                    exchange.body(),
                    exchange.headers().toString(),
                    exchange.sent().toString())) {
                TokenShapes.in(text).stream()
                        .filter(token -> !token.startsWith(REPORT))
                        .forEach(token -> found.add(exchange.url().replaceAll("\\?.*", "") + ": " + token));
            }
        }
        assertEquals(Set.of(), found);
        Figure.of("%d exchanges searched", exchanges.size());
    }

    @Test
    @Order(3)
    @Shows("M5")
    void everyResponseCarriesTheHeaderSet(City city) {
        Set<String> faults = new TreeSet<>();
        int responses = 0;
        Http http = new Http(city.trust(), null);
        for (Traffic.Exchange exchange : Traffic.in(Stage.windows().traffic())) {
            if (exchange.url().startsWith(city.origin().toString())) {
                responses++;
                // A browser keeps no Strict-Transport-Security with what it caches: there the door is asked again.
                boolean cached =
                        exchange.headers().getOrDefault("cache-control", "").contains("max-age");
                Map<String, String> headers = cached
                        ? http.get(
                                        URI.create(exchange.url()),
                                        "User-Agent",
                                        Stage.windows().userAgent())
                                .headers()
                        : exchange.headers();
                for (String fault : HeaderSet.faults(headers)) {
                    if (exchange.url().endsWith(SHOWN_ELSEWHERE) && fault.equals(MAY_BE_SHOWN)) {
                        continue;
                    }
                    faults.add(exchange.status() + " " + exchange.url().replaceAll("[?;].*", "") + ": " + fault);
                }
            }
        }
        assertEquals(Set.of(), faults);
        Figure.of("%d responses, errors and redirects included", responses);
    }

    @Test
    @Order(3)
    @Shows("E10.1")
    void everyFailureOfTheRunHadACodeOfTheList(City city) {
        Set<String> known =
                Arrays.stream(ErrorCode.values()).map(ErrorCode::code).collect(Collectors.toSet());
        Set<String> silent = new TreeSet<>();
        Set<String> met = new TreeSet<>();
        int failures = 0;
        int unread = 0;
        for (Traffic.Exchange exchange : Traffic.in(Stage.windows().traffic())) {
            if (exchange.status() >= 400
                    && exchange.url().startsWith(city.origin().toString())
                    && !exchange.method().equals("HEAD")) {
                failures++;
                if (exchange.body().isEmpty()
                        && !exchange.headers()
                                .getOrDefault("content-length", "0")
                                .equals("0")) {
                    // The browser had left the page before the record could take its body.
                    unread++;
                    continue;
                }
                List<String> codes = CODE.matcher(exchange.body())
                        .results()
                        .map(MatchResult::group)
                        .toList();
                if (codes.isEmpty() || !known.containsAll(codes)) {
                    silent.add(exchange.status() + " " + exchange.url().replaceAll("[?;].*", "") + " " + codes);
                }
                met.addAll(codes);
            }
        }
        assertEquals(Set.of(), silent);
        assertTrue(failures - unread > 50, "a record of nothing: " + failures + ", unread " + unread);
        Figure.of(
                "%d failures seen by browsers, %d codes; %d whose body the record lacks", failures, met.size(), unread);
    }

    @Test
    @Order(4)
    @Shows("M5")
    void noPageBrokeItsContentSecurityPolicy() {
        assertEquals(List.of(), Stage.windows().violations());
    }

    @Test
    @Order(5)
    @Shows("M5")
    void noRequestLeftForAForeignHost(City city) {
        // The bootstrap page, and the site on this machine that sends a form in a person's name (ForgeriesIT).
        String plain = "http://localhost:";
        Set<String> foreign = new TreeSet<>();
        for (Traffic.Exchange exchange : Traffic.in(Stage.windows().traffic())) {
            if (!exchange.url().startsWith(city.origin() + "/")
                    && !exchange.url().startsWith(plain)
                    && NETWORK.matcher(exchange.url()).lookingAt()) {
                foreign.add(exchange.url());
            }
        }
        assertEquals(Set.of(), foreign);
    }
}
