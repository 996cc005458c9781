package fr.intraparis.it.scenario.device;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.actor.DeviceKey;
import fr.intraparis.it.check.Axe;
import fr.intraparis.it.check.Database;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.page.LoginPage;
import fr.intraparis.it.page.PortalPage;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is in it for somebody who has copied all cookies of a signed-in person. */
@EndToEnd
class CopiedCookiesIT {
    /** In turn, because a device shows each code once and another half a minute later. */
    private static final List<String> VICTIMS =
            List.of("gaelle.roux", "chloe.bernard", "bruno.martin", "amelie.durand", "elise.moreau", "farid.haddad");

    private static int turn;
    private static final String SESSION = "__Host-Http-nomades";
    private static final String RENEWED = SESSION + "-renewed";
    private static final String DOCUMENT = "/hr/api/payslips";

    @Test
    @Shows("A6.2")
    void aCopiedJarIsRefusedAtTheFirstChangeAndTheSessionIsOver(City city) {
        Agent victim = victim().logsIn();
        Agent thief = thief(victim);
        assertEquals(200, thief.visit("/intraparis/leave/request").status(), "pages can be read for some minutes");
        Page page = thief.page();
        page.locator("#from").fill("2027-03-02");
        page.locator("#to").fill("2027-03-02");
        Response refused = page.waitForNavigation(
                () -> new PortalPage(page).button("Calculer").click());
        assertEquals(401, refused.status());
        thief.sees(ErrorCode.SES_COPIED).sees("portal.proof");
        assertEquals(List.of(), Axe.violations(page));
        isOver(city, victim);
    }

    @Test
    @Shows("A6.2")
    void aCopiedJarIsRefusedAtTheFirstPayslipAndAtTheFirstFileOfAMessage(City city) {
        for (String document : List.of(DOCUMENT, "/mail/api/messages/1/attachments/1")) {
            Agent victim = victim().logsIn();
            Response refused = thief(victim).visit(document);
            assertEquals(401, refused.status(), document);
            assertTrue(refused.text().contains(ErrorCode.SES_COPIED.code()), document);
            isOver(city, victim);
        }
    }

    @Test
    @Shows({"A6.2", "D1.2"})
    void aForgedKeyIsRefusedAndTheSessionIsOver(City city) {
        Http http = Instruments.of(city).http();
        DeviceKey forged = DeviceKey.made();
        for (String path : List.of(DOCUMENT, "/nomades/device")) {
            Agent victim = victim().logsIn();
            String method = path.equals(DOCUMENT) ? "GET" : "POST";
            Http.Answer answer = http.send(
                    method,
                    city.at(path),
                    "",
                    headers(victim, forged.proof(city.origin(), method, path, victim.cookie(SESSION))));
            assertEquals(ErrorCode.SES_COPIED.code(), answer.code(), path + ": " + answer.text());
            isOver(city, victim);
        }
    }

    @Test
    @Shows("D1.2")
    void theKeyOfARealBrowserLeavesItByNoWay() {
        Agent victim = victim().logsIn();
        assertEquals(
                List.of("InvalidAccessError", "InvalidAccessError", "InvalidAccessError"),
                DeviceKey.exported(victim.page()),
                "exportKey as jwk, pkcs8, raw");
        String carried =
                victim.page().context().storageState(new BrowserContext.StorageStateOptions().setIndexedDB(true));
        assertFalse(carried.contains("\"d\""), "a private half in what a profile gives away");
        victim.did("cannot give the key away");
        victim.logsOut();
    }

    @Test
    @Shows("A6.2")
    void aCopiedJarIsWorthNothingAfterFiveMinutesAndTheBrowserOfTheKeyDoesNotNotice(City city) {
        Agent victim = victim().logsIn();
        Http http = Instruments.of(city).http();
        String home = "/intraparis/";
        Instant now = Instant.now();
        assertEquals(
                200,
                http.get(city.at(home), jar(city, victim, now.minus(Duration.ofSeconds(290))))
                        .status(),
                "signed 4 minutes 50 ago");
        Http.Answer late = http.get(city.at(home), jar(city, victim, now.minus(Duration.ofMinutes(5))));
        assertEquals(401, late.status(), "signed 5 minutes ago");
        assertEquals(ErrorCode.SES_COPIED.code(), late.code(), late.text());
        assertEquals("portal.renewal", late.json().get("rule").getAsString());
        assertEquals(
                401,
                http.get(city.at(home), headers(SESSION + "=" + victim.cookie(SESSION), ""))
                        .status(),
                "the session's cookie alone");

        Agent thief = thief(victim);
        for (Agent one : List.of(victim, thief)) {
            one.page()
                    .context()
                    .addCookies(List.of(new Cookie(RENEWED, mark(city, victim, now.minus(Duration.ofMinutes(6))))
                            .setUrl(city.origin() + "/")
                            .setSecure(true)
                            .setHttpOnly(true)));
        }
        assertEquals(401, thief.visit("/intraparis/leave").status());
        thief.sees(ErrorCode.SES_COPIED).sees("portal.renewal");

        // As a laptop that was asleep: the page proves itself and comes back.
        victim.visit("/intraparis/leave");
        assertThat(new PortalPage(victim.page()).title()).containsText("Congés");
        victim.did("is back after a sleep, without a login");
        assertEquals(1, sessions(city, victim), "nobody is signed out for being late");
        thief.did("still reads the refusal");
        thief.sees(ErrorCode.SES_COPIED);
        victim.logsOut();
    }

    @Test
    @Shows("A6.2")
    void whatTheBrowserItselfSendsAgainIsNoTheft(City city) {
        Agent victim = victim().sitsAtOwnComputer().logsIn();
        Http http = Instruments.of(city).http();
        String[] headers = headers(victim, victim.proof("GET", DOCUMENT));
        assertEquals(200, http.get(city.at(DOCUMENT), headers).status());
        Http.Answer again = http.get(city.at(DOCUMENT), headers);
        assertEquals(401, again.status(), "a proof counts once");
        assertEquals("hr.proof-age", again.json().get("rule").getAsString());
        assertEquals(1, sessions(city, victim), "the session goes on");

        // In the browser the page of that refusal signs and goes on by itself.
        victim.page().navigate(city.at(DOCUMENT) + "?nomades-proof=" + headers[1]);
        assertThat(victim.page().locator("body")).containsText("\"month\"");
        victim.did("reloads a document");
        victim.opens("/intraparis/").logsOut();
    }

    @Test
    @Shows({"A6.2", "M4"})
    void nothingTypedIsLostWhenThePageCannotSign() {
        Agent victim = victim().logsIn();
        Page page = victim.page();
        victim.opens("/intraparis/mailbox/compose");
        page.locator("#text").fill("Trois pages");
        page.evaluate("() => { crypto.subtle.sign = () => Promise.reject(new Error('no')); }");
        page.locator("#send").click();
        assertThat(page.locator("#unsigned")).containsText("rien n’est perdu");
        assertThat(page.locator("#unsigned")).isInViewport();
        assertEquals(List.of(), Axe.violations(page));
        assertThat(page.locator("#text")).hasValue("Trois pages");
        victim.did("is told that nothing was sent and nothing is lost");
        victim.opens("/intraparis/").logsOut();
    }

    @Test
    @Shows("A6.2")
    void withoutScriptASessionReadsAndChangesNothing(City city) {
        Agent victim = victim().withoutScript().logsIn();
        assertEquals(200, victim.visit("/intraparis/payslips").status());
        assertEquals(403, victim.visit(DOCUMENT).status());
        victim.sees(ErrorCode.DEV_NO_KEY);
        victim.opens("/intraparis/leave/request");
        victim.page().locator("#from").fill("2027-03-02");
        victim.page().locator("#to").fill("2027-03-02");
        new PortalPage(victim.page()).button("Calculer").click();
        victim.sees(ErrorCode.DEV_NO_KEY).sees("portal.key");
        assertEquals(1, sessions(city, victim), "the session stays");
        victim.opens("/intraparis/").logsOut();
    }

    private static Agent victim() {
        return Agent.named(VICTIMS.get(turn++ % VICTIMS.size()));
    }

    private static Agent thief(Agent victim) {
        Agent thief = Agent.named(victim.person().username());
        thief.page().context().addCookies(victim.page().context().cookies());
        return thief;
    }

    /** Nothing is left of the session, its owner must sign in, and the audit has the alert. */
    private static void isOver(City city, Agent victim) {
        Instant start = Instant.now();
        assertEquals(0, sessions(city, victim), "the session is still there");
        String handle = victim.sessionId().substring(0, 16);
        assertEquals(
                "1",
                Instruments.of(city)
                        .nomades()
                        .value(
                                "SELECT count(*) FROM audit WHERE act = 'alert' AND code = ? AND object = ?",
                                ErrorCode.SES_COPIED.code(),
                                "session:" + handle),
                "an alert");
        victim.opens("/intraparis/leave");
        assertThat(new LoginPage(victim.page()).password()).isVisible();
        victim.did("is asked to sign in again");
        Figure.of(
                "copied session over, its owner asked to sign in after %d ms",
                Duration.between(start, Instant.now()).toMillis());
    }

    private static int sessions(City city, Agent agent) {
        Database nomades = Instruments.of(city).nomades();
        return nomades.rows("SELECT 1 FROM session WHERE id = ?", agent.sessionId())
                .size();
    }

    private static String[] headers(Agent agent, String proof) {
        return headers(agent.cookies(), proof);
    }

    private static String[] headers(String cookies, String proof) {
        return new String[] {
            "DPoP",
            proof.isEmpty() ? "-" : proof,
            "Cookie",
            cookies,
            "User-Agent",
            Stage.windows().userAgent(),
            "Origin",
            Stage.city().origin().toString(),
            "Accept",
            "application/json"
        };
    }

    /** All cookies, as if the browser had last signed at that time. */
    private static String[] jar(City city, Agent agent, Instant signed) {
        return new String[] {
            "Cookie",
            SESSION + "=" + agent.cookie(SESSION) + "; " + RENEWED + "=" + mark(city, agent, signed),
            "User-Agent",
            Stage.windows().userAgent(),
            "Accept",
            "application/json"
        };
    }

    /** What the door would have given then: made with its key, because nobody waits five minutes here. */
    private static String mark(City city, Agent agent, Instant at) {
        try {
            byte[] installation = Base64.getDecoder().decode(city.door().getProperty("nomades.session-key"));
            byte[] code = mac(mac(installation, "renewals"), agent.sessionId() + " " + at.getEpochSecond());
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(ByteBuffer.allocate(32)
                            .putLong(at.getEpochSecond())
                            .put(code, 0, 24)
                            .array());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
