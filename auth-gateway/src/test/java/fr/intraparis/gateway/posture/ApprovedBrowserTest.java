package fr.intraparis.gateway.posture;

import fr.intraparis.gateway.posture.Browsers.Said;
import fr.intraparis.gateway.reference.BrowserCatalogue;
import fr.intraparis.gateway.reference.BrowserCatalogue.Approved;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The boundary table, with what the browsers really send. */
@Shows("A4.1")
class ApprovedBrowserTest {
    private static final String NONE = "";
    private static final Map<String, String> AGENTS = Map.of(
            "firefox", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:%1$d.0) Gecko/20100101 Firefox/%1$d.0",
            "chrome",
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36",
            "edge",
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%1$d.0.0.0 Safari/537.36 Edg/%1$d.0.0.0",
            "safari",
                    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/%d.1 Safari/605.1.15",
            "firefox_android", "Mozilla/5.0 (Android 15; Mobile; rv:%1$d.0) Gecko/%1$d.0 Firefox/%1$d.0",
            "chrome_android",
                    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Mobile Safari/537.36",
            "safari_ios",
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/%d.0 Mobile/15E148 Safari/604.1");

    @BeforeAll
    static void prepare() {
        Browsers.prepare();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("boundary")
    void theVerdictIsExact(String what, String agent, String code) {
        assertEquals(code, verdict(new Said(agent, "", "", "")), agent);
    }

    static Stream<Arguments> boundary() {
        List<Arguments> table = new ArrayList<>();
        for (Approved browser : BrowserCatalogue.SHIPPED.browsers()) {
            int last = browser.majors().size() - 1;
            int current = browser.majors().get(last);
            table.add(row(browser, "N+1", current + 1, NONE));
            table.add(row(browser, "N", current, NONE));
            table.add(row(browser, "N-1", browser.majors().get(last - 1), NONE));
            table.add(row(browser, "N-2", browser.majors().get(last - 2), "NOM-BRW-007"));
            table.add(row(browser, "N-3", browser.majors().get(last - 3), "NOM-BRW-002"));
            table.add(row(browser, "ancient", 12, "NOM-BRW-002"));
            for (int extended : browser.extendedSupport()) {
                table.add(row(browser, "extended support", extended, NONE));
                table.add(row(browser, "before extended support", extended - 1, "NOM-BRW-002"));
                table.add(row(browser, "after extended support", extended + 1, "NOM-BRW-002"));
            }
        }
        table.add(Arguments.of(
                "unlisted: Samsung",
                "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/30.0 Chrome/143.0.0.0 Mobile Safari/537.36",
                "NOM-BRW-001"));
        table.add(Arguments.of(
                "unlisted: Opera",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/157.0.0.0 Safari/537.36 OPR/141.0.0.0",
                "NOM-BRW-001"));
        table.add(Arguments.of(
                "unlisted: Internet Explorer",
                "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
                "NOM-BRW-001"));
        table.add(Arguments.of(
                "unlisted: Chrome on iOS",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/157.0 Mobile/15E148 Safari/604.1",
                "NOM-BRW-001"));
        table.add(Arguments.of(
                "unlisted: a view inside an application",
                "Mozilla/5.0 (Linux; Android 14; SM-X) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/157.0.0.0 Mobile Safari/537.36",
                "NOM-BRW-001"));
        table.add(Arguments.of("unlisted: curl", "curl/8.9.1", "NOM-BRW-001"));
        table.add(Arguments.of("empty", "", "NOM-BRW-004"));
        table.add(Arguments.of("garbage", "blah", "NOM-BRW-004"));
        table.add(Arguments.of("injection", "' OR 1=1 --", "NOM-BRW-004"));
        table.add(Arguments.of("markup", "<script>alert(1)</script>", "NOM-BRW-004"));
        return table.stream();
    }

    @Test
    void clientHintsTellBraveFromChrome() {
        String agent = agent("chrome", 157);
        assertEquals(
                "NOM-BRW-001",
                verdict(new Said(agent, "\"Chromium\";v=\"157\", \"Brave\";v=\"157\"", "?0", "\"Windows\"")));
        assertEquals(
                NONE,
                verdict(new Said(agent, "\"Chromium\";v=\"157\", \"Google Chrome\";v=\"157\"", "?0", "\"Windows\"")));
    }

    @Test
    void hintsDoNotMakeAnOldBrowserYoung() {
        String young = "\"Chromium\";v=\"157\", \"Google Chrome\";v=\"157\"";
        assertEquals("NOM-BRW-002", verdict(new Said(agent("chrome", 147), young, "?0", "\"Windows\"")));
        assertEquals("NOM-BRW-002", verdict(new Said(agent("firefox", 140), young, "?0", "\"Windows\"")));
        assertEquals("NOM-BRW-004", verdict(new Said("blah", young, "?0", "\"Windows\"")));
    }

    @ParameterizedTest
    @CsvSource({
        "Chrome and its hints, true, chrome, 157, 157, ?0",
        "a younger Chrome by its hints, false, chrome, 156, 157, ?0",
        "a desktop that hints a telephone, false, chrome, 157, 157, ?1",
        "Firefox with hints, false, firefox, 160, 160, ?0",
        "Safari with hints, false, safari, 26, 26, ?0"
    })
    void aBrowserThatSaysTwoThingsIsAdvised(
            String what, boolean consistent, String id, int major, int hinted, String mobile) {
        String brands = "\"Chromium\";v=\"%d\", \"Google Chrome\";v=\"%<d\"".formatted(hinted);
        String platform = mobile.equals("?1") ? "\"Android\"" : "\"Windows\"";
        assertEquals(consistent, Browsers.consistent(new Said(agent(id, major), brands, mobile, platform)), what);
        assertTrue(Browsers.consistent(new Said(agent(id, major), "", "", "")), "no hints, no contradiction");
    }

    @Test
    void safariIsCountedByPlaceInTheList() {
        assertEquals(NONE, verdictOf("safari", 26));
        assertEquals("NOM-BRW-007", verdictOf("safari", 18));
        assertEquals("NOM-BRW-002", verdictOf("safari", 17));
    }

    @Test
    void everyRuleOfTheListHasItsName() {
        assertTrue(
                NomadesPosture.RULES.stream().noneMatch(listed -> listed.name().isBlank()));
        Figure.of(
                "%d browsers, catalogue of %s",
                BrowserCatalogue.SHIPPED.browsers().size(),
                BrowserCatalogue.SHIPPED.header().date());
    }

    private String verdictOf(String id, int major) {
        return verdict(new Said(agent(id, major), "", "", ""));
    }

    private String verdict(Said said) {
        Finding finding = ApprovedBrowser.judge(Browsers.recognise(said), BrowserCatalogue.SHIPPED);
        return finding.verdict() == Verdict.FIT ? NONE : finding.code().code();
    }

    private static String agent(String id, int major) {
        return Objects.requireNonNull(AGENTS.get(id), id)
                .replace("%1$d", String.valueOf(major))
                .replace("%d", String.valueOf(major));
    }

    private static Arguments row(Approved browser, String what, int major, String code) {
        return Arguments.of(browser.label() + " " + what, agent(browser.id(), major), code);
    }
}
