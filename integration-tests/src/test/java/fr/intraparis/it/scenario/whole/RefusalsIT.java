package fr.intraparis.it.scenario.whole;

import com.microsoft.playwright.Route;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Api;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.SosTicket;
import fr.intraparis.it.page.LeavePages;
import fr.intraparis.it.page.MailboxPages;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Detour;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.it.suite.Refusals;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Every refusal that a person can meet has been met in a browser by the end of the run, with all that it owes, and its
 * picture is in {@code target/refusals/}. Here are those that no other scenario meets, and the look back at all.
 */
@EndToEnd
@Shows("E10.1")
@Order(Integer.MAX_VALUE - 4)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefusalsIT {
    private static final String NOWHERE = "00000000-0000-4000-8000-000000000000";

    @Test
    @Order(1)
    void requestsThatAreTooLarge() {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        // Of the page alone: a script that copies the facts has to get through.
        amelie.page().route("**/intraparis/", route -> {
            Map<String, String> headers = new HashMap<>(route.request().headers());
            headers.put("x-of-an-extension", "x".repeat(9_000));
            route.resume(new Route.ResumeOptions().setHeaders(headers));
        });
        amelie.opens("/intraparis/").sees(ErrorCode.REL_HEADERS_TOO_LARGE);
        amelie.opens("/nomades/sos");
        amelie.page()
                .waitForNavigation(() -> amelie.page()
                        .evaluate("() => { const f = document.getElementById('ticket');"
                                + " f.elements.text.removeAttribute('maxlength');"
                                + " f.elements.text.value = 'x'.repeat(300000); f.submit(); }"));
        amelie.sees(ErrorCode.REL_TOO_LARGE);
    }

    @Test
    @Order(1)
    void aBrowserThatIsAdvised() {
        String approved = Stage.windows().userAgent();
        int major = Integer.parseInt(approved.replaceAll(".*Chrome/(\\d+).*", "$1"));
        Agent old = with(approved, major, major - 20);
        old.opens("/nomades/diagnostic").sees(ErrorCode.BRW_TOO_OLD.code());
        Matcher oldest = Pattern.compile("≥ (\\d+)")
                .matcher(old.page().locator("#checks").innerText());
        assertTrue(oldest.find(), "no word of what is new enough");
        Agent behind = with(approved, major, Integer.parseInt(oldest.group(1)));
        behind.opens("/nomades/diagnostic").sees(ErrorCode.BRW_AGEING.code());
        behind.logsIn();
        assertThat(behind.page().locator("#advice")).containsText(ErrorCode.BRW_AGEING.code());
        behind.did("is warned on the first page");
        Agent upToDate = Agent.named("amelie.durand").isAtHome();
        upToDate.opens("/intraparis/");
        assertThat(upToDate.page().locator("#advice")).hasCount(0);
        // Its hints stay the real ones.
        Agent twoFaced =
                Agent.named("amelie.durand").withBrowser(approved.replace("Chrome/" + major, "Chrome/" + (major - 2)));
        twoFaced.opens("/nomades/diagnostic").sees(ErrorCode.BRW_INCONSISTENT.code());
    }

    /** The same browser in another major, in all that it says of itself. */
    private static Agent with(String approved, int major, int other) {
        Agent agent = Agent.named("amelie.durand").withBrowser(approved.replace("Chrome/" + major, "Chrome/" + other));
        agent.page()
                .context()
                .setExtraHTTPHeaders(
                        Map.of("Sec-CH-UA", "\"Chromium\";v=\"" + other + "\", \"Google Chrome\";v=\"" + other + "\""));
        return agent;
    }

    @Test
    @Order(1)
    void aLeaveThatCannotBe(City city) {
        Database hr = Instruments.of(city).hr();
        Agent elise = Agent.named("elise.moreau").isAtHome();
        elise.opens("/intraparis/leave/details?id=" + NOWHERE).sees(ErrorCode.HRS_NOT_FOUND);
        elise.opens("/intraparis/leave/request");
        LocalDate newYear =
                LocalDate.of(LocalDate.now(ZoneId.of("Europe/Paris")).getYear() + 1, 1, 1);
        new LeavePages(elise.page()).period(newYear.minusDays(7), newYear.plusDays(7));
        elise.page().locator("#calculate").click();
        elise.sees(ErrorCode.HRS_PERIOD);

        String id = elise.person().agentId();
        String week = hr.value("SELECT week::text FROM agent WHERE agent_id = ?", id);
        Story.current()
                .afterwards(() -> hr.change("UPDATE agent SET week = ?::numeric[] WHERE agent_id = ?", week, id));
        hr.change("UPDATE agent SET week = '{0,0,0,0,0,0,0}' WHERE agent_id = ?", id);
        elise.opens("/intraparis/leave").sees(ErrorCode.HRS_NO_OBLIGATION);
    }

    @Test
    @Order(1)
    void aMessageThatCannotLeave() {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        amelie.opens("/intraparis/mailbox/message?id=999999").sees(ErrorCode.MAI_NOT_FOUND);
        amelie.opens("/intraparis/mailbox/compose");
        Map<ErrorCode, String[]> drafts = new TreeMap<>(Map.of(
                ErrorCode.MAI_ADDRESS, new String[] {"bruno.martin", "Clés"},
                ErrorCode.MAI_UNSAFE_TEXT, new String[] {"bruno.martin@paris.fr", "Clés\u202Egnp.exe"}));
        drafts.forEach((code, draft) -> {
            new MailboxPages(amelie.page()).draft(draft[0], draft[1], "Elles sont à l'accueil.");
            amelie.page().locator("#send").click();
            amelie.sees(code);
        });
    }

    @Test
    @Order(1)
    void aMailServerThatIsSilent(City city) {
        Lines.needed();
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        ProcessHandle james = ProcessHandle.current()
                .descendants()
                .filter(one -> one.info().commandLine().orElse("").contains(city.data() + "/james/"))
                .findFirst()
                .orElseThrow();
        Story.current().afterwards(() -> signal(james, "CONT"));
        signal(james, "STOP");
        amelie.opens("/intraparis/mailbox").sees(ErrorCode.MAI_SERVER_DOWN);
    }

    private static void signal(ProcessHandle process, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    @Order(1)
    void anAnswerThatIsNotOurs(City city) {
        Agent amelie = Agent.named("amelie.durand").through(Detour.from("127.0.62.7"));
        amelie.opens("/nomades/sos");
        amelie.page().locator("#text").fill("Je suis bloquée.");
        // The first answer is lost on its way, and the text is changed before it is sent again.
        amelie.page()
                .evaluate("() => fetch('/nomades/sos', {method: 'POST', body: new URLSearchParams(new FormData("
                        + "document.getElementById('ticket')))})");
        amelie.page().locator("#text").fill("Je suis encore bloquée.");
        amelie.page().locator("#send").click();
        assertThat(amelie.page().locator("#error-summary")).isVisible();
        amelie.sees(ErrorCode.SYS_KEY_REUSED);
        reads(amelie, SosTicket.fresh().shown());
        amelie.sees(ErrorCode.SUP_NOT_FOUND);
        SosTicket ticket = SosTicket.open(new Api(city, Instruments.of(city)));
        String guessed = ticket.code().reference()
                + SosTicket.fresh().shown().replace("-", "").substring(8);
        for (int i = 0; i < 12 && !amelie.page().content().contains(ErrorCode.SUP_LOCKED.code()); i++) {
            reads(amelie, guessed);
        }
        amelie.sees(ErrorCode.SUP_LOCKED);
    }

    private static void reads(Agent agent, String code) {
        agent.opens("/nomades/sos");
        agent.page().locator("#answer-code").fill(code);
        agent.page().locator("#read").click();
        assertThat(agent.page().locator("#error-summary")).isVisible();
    }

    /** When the whole suite has run: of a part of it there is nothing to say. */
    @Test
    @Order(2)
    void everyRefusalOfTheRunWasMetInABrowserWithAllThatItOwes() throws IOException {
        Map<ErrorCode, String> met = Refusals.met();
        Set<String> owed = new TreeSet<>();
        met.forEach((code, lacks) -> {
            // Only a browser that runs no script is told that: no button works there.
            if (!lacks.isEmpty() && code != ErrorCode.DEV_NO_KEY) {
                owed.add(code.code() + " lacks " + lacks);
            }
        });
        Set<ErrorCode> missing = new TreeSet<>(Set.of(ErrorCode.values()));
        missing.removeAll(met.keySet());
        missing.removeAll(NeverInABrowser.REASONS.keySet());
        Set<ErrorCode> stale = new TreeSet<>(NeverInABrowser.REASONS.keySet());
        stale.retainAll(met.keySet());
        Figure.of(
                "%d refusals met in a browser, a picture each; %d that no browser meets, with their reasons; not met yet: %s",
                met.size(), NeverInABrowser.REASONS.size(), missing);
        assertEquals(Set.of(), owed, "what a refusal owes");
        assertEquals(Set.of(), stale, "they are met after all");
        Set<String> absent = classes();
        absent.removeAll(Stage.played());
        // These look back as well, after this one, and those have an installation of their own.
        absent.removeAll(Set.of("TrafficIT", "LogsIT", "RunIT", "RunRefusedIT"));
        Assumptions.assumeTrue(
                absent.isEmpty() && !Stage.attached(), "only a part of the suite has run, without " + absent);
        assertEquals(Set.of(), missing, "neither met in a browser nor named as one that no browser meets");
    }

    /** All classes of scenarios that there are. */
    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(Stage.TARGET.resolve("test-classes/fr/intraparis/it/scenario"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("IT.class") && !name.contains("$"))
                    .map(name -> name.replace(".class", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
