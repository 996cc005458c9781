package fr.intraparis.it.scenario.support;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.KeycloakAdministration;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Detour;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.it.suite.Screen;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whoever the door refuses can still write to IT support, and read its answer, without a session. */
@EndToEnd
class SosIT {
    private static final String SOS = "/nomades/sos";
    private static final Duration ARRIVAL = Duration.ofSeconds(10);
    private static final String HOME = "127.0.0.1";
    private static final String VPN = "127.0.20.7";
    private static final String HOSTING = "127.0.40.7";
    private static final String VIVALDI = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Vivaldi/7.0 Chrome/156.0.0.0 Safari/537.36 OPR/120.0.0.0";

    /** Why somebody stands outside, and how that is made. */
    enum Cause {
        UNLISTED_BROWSER(ErrorCode.BRW_UNLISTED, agent -> agent.withBrowser(VIVALDI), portal()),
        UNLISTED_BROWSER_WITHOUT_SCRIPT_ON_A_PHONE(
                ErrorCode.BRW_UNLISTED,
                agent -> agent.withBrowser(VIVALDI).withoutScript().on(Screen.PHONE),
                portal()),
        OLD_BROWSER(ErrorCode.BRW_TOO_OLD, Cause::old, portal()),
        SILENT_BROWSER(ErrorCode.BRW_UNKNOWN, agent -> agent.withBrowser("Mozilla/5.0 " + "x".repeat(1100)), portal()),
        VPN_SWITCHED_ON(ErrorCode.NET_VPN, agent -> agent.through(Detour.from(VPN)), portal()),
        HOSTING_NETWORK(ErrorCode.NET_VPN, agent -> agent.through(Detour.from(HOSTING)), portal()),
        PROXY(
                ErrorCode.NET_PROXY,
                agent -> agent.page().context().setExtraHTTPHeaders(Map.of("Via", "1.1 proxy.example")),
                portal()),
        WRONG_ADDRESS(ErrorCode.REL_NO_ROUTE, agent -> {}, agent -> agent.visit("/nothing-here")),
        MALFORMED_ADDRESS(ErrorCode.REL_MALFORMED, agent -> {}, agent -> agent.visit("/?x=%00")),
        WRONG_METHOD(ErrorCode.REL_METHOD, agent -> {}, agent -> post(agent, "/nomades/logged-out")),
        NO_SESSION(ErrorCode.SES_NONE, agent -> {}, agent -> post(agent, "/intraparis/leave/request")),
        SESSION_OVER(ErrorCode.SES_ENDED, Cause::withOldCookie, agent -> post(agent, "/intraparis/leave/request")),
        FOREIGN_SITE(ErrorCode.SES_CROSS_SITE, agent -> {}, agent -> {
            agent.page().navigate("about:blank");
            submit(agent.page(), agent.origin() + SOS);
        }),
        MISSING_ROLE(ErrorCode.PRV_ROLE_MISSING, Agent::isAtHome, agent -> agent.visit("/intraparis/privileged")),
        PORTAL_DOWN(
                ErrorCode.REL_UPSTREAM_DOWN,
                agent -> {
                    Lines.needed();
                    agent.isAtHome();
                    Story.current().afterwards(Lines.portal()::mend);
                    Lines.portal().cut();
                },
                agent -> agent.visit("/intraparis/leave"));

        private final ErrorCode code;
        private final Consumer<Agent> makes;
        private final Consumer<Agent> meets;

        Cause(ErrorCode code, Consumer<Agent> makes, Consumer<Agent> meets) {
            this.code = code;
            this.makes = makes;
            this.meets = meets;
        }

        private static Consumer<Agent> portal() {
            return agent -> agent.visit("/intraparis/");
        }

        private static void old(Agent agent) {
            String current = Stage.windows().userAgent();
            int major = Integer.parseInt(current.replaceAll(".*Chrome/(\\d+).*", "$1"));
            agent.withBrowser(current.replace("Chrome/" + major, "Chrome/" + (major - 10)));
        }

        private static void withOldCookie(Agent agent) {
            agent.page()
                    .context()
                    .addCookies(List.of(new Cookie("__Host-Http-nomades", "A".repeat(43))
                            .setUrl(agent.origin() + "/")
                            .setSecure(true)
                            .setHttpOnly(true)));
        }

        private static void post(Agent agent, String path) {
            agent.visit("/nomades/logged-out");
            submit(agent.page(), path);
        }

        private static void submit(Page page, String action) {
            page.waitForNavigation(() -> page.evaluate(
                    "action => { const f = document.createElement('form'); f.method = 'post'; f.action = action;"
                            + " document.body.append(f); f.submit(); }",
                    action));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @ParameterizedTest
    @EnumSource
    @Shows({"E10.2", "E10.3"})
    void whoIsRefusedOpensATicketFromTheRefusalWithoutASession(Cause cause, City city) {
        Agent amelie = Agent.named("amelie.durand");
        cause.makes.accept(amelie);
        Instant start = Instant.now();
        cause.meets.accept(amelie);
        amelie.sees(cause.code);
        String number = amelie.page().locator("main dl.facts code").last().innerText();
        Page sos = amelie.page()
                .context()
                .waitForPage(() -> amelie.page().locator("#sos").click());
        assertThat(sos.locator("#code")).hasValue(cause.code.code());
        assertThat(sos.locator("#correlation")).hasValue(number);
        sos.locator("#text").fill("Refusée : " + cause);
        sos.locator("#send").click();
        assertThat(sos.locator("#one-time-code")).hasText(Pattern.compile("([0-9A-Z]{4}-){5}[0-9A-Z]{4}"));
        Duration taken = Duration.between(start, Instant.now());
        Database mail = Instruments.of(city).mail();
        Eventually.until(
                "the ticket is in IT support's queue",
                ARRIVAL,
                () -> !mail.value(
                                "SELECT 1 FROM ticket WHERE correlation_id = ? AND code = ?", number, cause.code.code())
                        .isEmpty());
        Story.current().tell(cause + ": ticket with " + cause.code.code(), sos);
        assertTrue(taken.compareTo(Duration.ofSeconds(60)) < 0, taken.toString());
        Figure.of("%s: ticket open after %d ms", cause, taken.toMillis());
    }

    @Test
    @Shows({"E10.2", "E10.3", "E10.4"})
    void supportReadsTheReceiptAndAnswersAndTheTicketClosesWhenTheVpnIsOff(City city) {
        Instruments instruments = Instruments.of(city);
        Detour way = Detour.from(VPN);
        Agent amelie = Agent.named("amelie.durand").through(way);
        amelie.visit("/intraparis/");
        amelie.sees(ErrorCode.NET_VPN);
        String number = amelie.page().locator("main dl.facts code").last().innerText();
        Page page = amelie.page();
        page.navigate(page.locator("#sos").getAttribute("href"));
        assertThat(page.locator("#fact-clock")).hasValue(Pattern.compile("[+-]?[0-9.]+ s"));
        page.locator("#text").fill("Je ne peux plus entrer.\nDepuis ce matin.");
        page.locator("#fact-browser").fill("");
        page.locator("#send").click();
        String oneTime = page.locator("#one-time-code").innerText();
        Stage.confidential(oneTime);
        Stage.confidential(oneTime.replace("-", ""));
        amelie.did("is given the code of the answer");
        Database mail = instruments.mail();
        Eventually.until(
                "the ticket is there",
                ARRIVAL,
                () -> !mail.value("SELECT 1 FROM ticket WHERE correlation_id = ?", number)
                        .isEmpty());
        String row = mail.rows("SELECT t::text FROM ticket t WHERE correlation_id = ?", number)
                .toString();
        assertTrue(row.contains("UNFIT NOM-NET-002") && row.contains("OUTSIDE"), row);
        for (String secret : List.of(
                "127.0.20", "Chrome", "nomades-tx", oneTime.replace("-", "").substring(8))) {
            assertFalse(row.contains(secret), secret + " in " + row);
        }

        Agent david = atTheTickets(city, instruments);
        String reference = oneTime.replace("-", "").substring(0, 8);
        String ticket = david.page()
                .locator("a", new Page.LocatorOptions().setHasText(reference))
                .getAttribute("href");
        david.opens(ticket);
        david.sees(ErrorCode.NET_VPN.code())
                .sees("Je ne peux plus entrer.")
                .sees("OUTSIDE")
                .sees("UNFIT NOM-NET-002");
        Page other = david.page().context().newPage();
        other.navigate(city.origin() + ticket);
        david.page().locator("#text").fill("Coupez le VPN, puis revenez.");
        david.page().locator("#answer").click();
        assertThat(david.page().locator("main [role=status]")).isVisible();
        david.did("has answered");
        other.locator("#text").fill("Rappelez-moi.");
        other.locator("#answer").click();
        assertThat(other.locator("#error-summary")).containsText(ErrorCode.SUP_CLOSED.code());
        Story.current().tell("In another tab the ticket was still open: answered once", other);
        other.close();

        read(amelie, oneTime.toLowerCase(Locale.ROOT).replace("-", " "));
        assertThat(page.locator("#answer")).hasText("Coupez le VPN, puis revenez.");
        assertThat(page.locator("#healed")).hasCount(0);
        assertEquals("ANSWERED", state(mail, number), "read through the VPN: the cause is still there");
        amelie.did("reads the answer, still behind the VPN");

        way.switchTo(HOME);
        read(amelie, oneTime);
        assertThat(page.locator("#healed")).containsText("Cause guérie le");
        assertThat(page.locator("#answer")).hasText("Coupez le VPN, puis revenez.");
        assertEquals("CLOSED", state(mail, number));
        amelie.did("reads that the ticket has closed itself");
        david.opens(ticket);
        david.sees("Cause guérie le");
        assertEquals(
                List.of("ticket-answer", "ticket-healed", "ticket-open"),
                mail
                        .rows(
                                "SELECT DISTINCT a.act FROM audit a JOIN ticket t ON a.object = 'ticket:' || t.id"
                                        + " WHERE t.correlation_id = ? AND a.act <> 'ticket-read' ORDER BY a.act",
                                number)
                        .stream()
                        .map(audited -> String.valueOf(audited.get("act")))
                        .toList());
    }

    @Test
    @Shows({"E10.3", "D3.3"})
    void theReportOfTheDiagnosisGoesAlongAndIsVerified(City city) {
        Agent amelie = Agent.named("amelie.durand").through(Detour.from(VPN));
        amelie.visit("/nomades/diagnostic");
        Page page = amelie.page();
        page.locator("#bring").click();
        assertThat(page.locator("#code")).hasValue(ErrorCode.NET_VPN.code());
        String report = page.locator("#diagnosis").inputValue();
        String text = "Avec le rapport " + Instant.now();
        page.locator("#text").fill(text);
        char last = report.charAt(report.length() - 10);
        page.locator("#diagnosis").fill(report.substring(0, report.length() - 10) + (last == 'A' ? 'B' : 'A'));
        page.locator("#send").click();
        amelie.sees(ErrorCode.SUP_REPORT);
        assertThat(page.locator("#text")).hasValue(text);
        page.locator("#diagnosis").fill(report);
        page.locator("#send").click();
        assertThat(page.locator("#one-time-code")).isVisible();
        amelie.did("has sent a ticket with the report");
        Database mail = Instruments.of(city).mail();
        Eventually.until(
                "the ticket is there",
                ARRIVAL,
                () -> !mail.value("SELECT 1 FROM ticket WHERE body = ?", text).isEmpty());
        String row =
                mail.rows("SELECT t::text FROM ticket t WHERE body = ?", text).toString();
        assertTrue(row.contains("network: fault " + ErrorCode.NET_VPN.code()), row);
        assertFalse(row.contains(report.substring(0, 30)), "the report itself: " + row);
    }

    @Test
    @Shows({"E10.2", "M4"})
    void withoutMailBridgeTheTicketIsTakenAtOnceAndArrivesOnceLater(City city) {
        Lines.needed();
        Story.current().afterwards(Lines.mail()::mend);
        Lines.mail().cut();
        Agent amelie = Agent.named("amelie.durand").through(Detour.from("127.0.61.7"));
        amelie.visit(SOS + "?code=NOM-REL-004");
        Page page = amelie.page();
        page.locator("#text").fill("La messagerie ne répond pas.");
        // Twice the same form, as after a lost reply: one ticket, one code.
        String send = "() => fetch('/nomades/sos', {method: 'POST', body: new URLSearchParams(new FormData("
                + "document.getElementById('ticket')))}).then(r => r.text()).then(t =>"
                + " new DOMParser().parseFromString(t, 'text/html').getElementById('one-time-code').textContent)";
        Instant start = Instant.now();
        Object first = page.evaluate(send);
        Duration taken = Duration.between(start, Instant.now());
        assertEquals(first, page.evaluate(send), "code of the same form");
        read(amelie, String.valueOf(first));
        amelie.sees(ErrorCode.REL_UPSTREAM_DOWN);
        assertThat(page.locator("#answer-code")).hasValue(String.valueOf(first));
        Lines.mail().mend();
        Database mail = Instruments.of(city).mail();
        String reference = String.valueOf(first).replace("-", "").substring(0, 8);
        Eventually.until(
                "it arrives",
                Duration.ofSeconds(30),
                () -> !mail.value("SELECT 1 FROM ticket WHERE reference = ?", reference)
                        .isEmpty());
        assertEquals("1", mail.value("SELECT count(*) FROM ticket WHERE reference = ?", reference));
        assertTrue(taken.compareTo(Duration.ofSeconds(2)) < 0, taken.toString());
        Figure.of("taken after %d ms while mail-bridge was down", taken.toMillis());
    }

    @Test
    @Shows("E10.2")
    void nothingTypedIsLostWhenTheTicketIsRefused() {
        Agent amelie = Agent.named("amelie.durand").through(Detour.from("127.0.62.7"));
        amelie.visit(SOS);
        Page page = amelie.page();
        page.locator("#code").fill("NOM-BRW-001");
        page.locator("#fact-browser").fill("Le mien");
        page.locator("#send").click();
        amelie.sees(ErrorCode.SUP_TEXT);
        assertThat(page.locator("#code")).hasValue("NOM-BRW-001");
        assertThat(page.locator("#fact-browser")).hasValue("Le mien");
        page.locator("#text").fill("Trop vite");

        Object statuses = page.evaluate("async () => { const all = []; for (let i = 0; i < 25; i++) {"
                + " all.push((await fetch('/nomades/sos', {method: 'POST', body: new URLSearchParams({text: ''})}))"
                + ".status); } return all.join(' '); }");
        assertTrue(String.valueOf(statuses).contains("429"), String.valueOf(statuses));
        Response refused = page.waitForNavigation(() -> page.locator("#send").click());
        amelie.sees(ErrorCode.SUP_TOO_MANY);
        assertEquals("60", refused.headerValue("Retry-After"));
        assertThat(page.locator("#text")).hasValue("Trop vite");
        assertEquals(
                413,
                page.evaluate("() => fetch('/nomades/sos', {method: 'POST', body: new URLSearchParams({text:"
                        + " 'a'.repeat(70000)})}).then(r => r.status)"));
    }

    private static Agent atTheTickets(City city, Instruments instruments) {
        KeycloakAdministration keycloak = new KeycloakAdministration(city, instruments.http());
        Story.current().afterwards(() -> keycloak.forgetPasskeys("david.petit"));
        keycloak.forgetPasskeys("david.petit");
        Agent david = Agent.named("david.petit").logsIn();
        david.plugsPasskeyIn();
        david.bindsPasskey(keycloak.passkeyLink("david.petit"));
        david.opens("/intraparis/privileged/tickets");
        david.touchesPasskey();
        assertThat(david.page().locator("table.list")).isVisible();
        return david;
    }

    private static void read(Agent agent, String code) {
        agent.visit(SOS);
        agent.page().locator("#answer-code").fill(code);
        agent.page().locator("#read").click();
        assertThat(agent.page().locator("main [role=status], #error-summary")).isVisible();
    }

    private static String state(Database mail, String number) {
        return mail.value("SELECT state FROM ticket WHERE correlation_id = ?", number);
    }
}
