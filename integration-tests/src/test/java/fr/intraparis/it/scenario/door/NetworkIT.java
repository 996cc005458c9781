package fr.intraparis.it.scenario.door;

import com.microsoft.playwright.Response;
import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.SignedList;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Detour;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Where a connection comes from. The demonstration's lists give networks to loopback addresses. */
@EndToEnd
class NetworkIT {
    private static final String HOME = "127.0.0.1";
    private static final String TOWN_HALL = "127.0.10.7";
    private static final String VPN = "127.0.20.7";
    private static final String RELAY = "127.0.30.7";
    private static final String HOSTING = "127.0.40.7";
    /** On no list of the demonstration. */
    private static final String NEW_VPN = "127.0.50.7";

    @Test
    @Shows("A3.2")
    void aVpnSwitchedOnInMidSessionBlocksTheNextRequestAndHealsWithoutANewLogin() {
        Detour way = Detour.from(HOME);
        Agent amelie = Agent.named("amelie.durand").through(way).isAtHome();
        way.switchTo(VPN);
        Response blocked = amelie.visit("/intraparis/leave");
        amelie.sees(ErrorCode.NET_VPN).sees("127.0.20.0/24");
        assertEquals(403, blocked.status());
        way.switchTo(HOME);
        Duration healed = Eventually.until(
                "the page is served again",
                Duration.ofSeconds(5),
                () -> amelie.visit("/intraparis/leave").status() == 200);
        assertTrue(
                amelie.page().url().endsWith("/intraparis/leave"), amelie.page().url());
        Figure.of("healed after %d ms, without a login", healed.toMillis());
    }

    @ParameterizedTest
    @ValueSource(strings = {VPN, HOSTING})
    @Shows("A3.1")
    void nobodyIsAskedForAPasswordThroughAVpn(String from) {
        Agent amelie = Agent.named("amelie.durand").through(Detour.from(from));
        Response refused = amelie.visit("/intraparis/");
        amelie.sees(ErrorCode.NET_VPN).sees(from);
        assertEquals(403, refused.status());
        assertTrue(amelie.page().url().endsWith("/intraparis/"), "no redirect to Keycloak");
        assertEquals(0, amelie.page().context().cookies().size(), "cookies");
    }

    @ParameterizedTest
    @ValueSource(strings = {RELAY, TOWN_HALL, HOME})
    @Shows("A3.1")
    void aPrivacyRelayAndTheCityItselfReachTheLogin(String from) {
        Agent amelie = Agent.named("amelie.durand").through(Detour.from(from));
        amelie.opensPortal();
        assertTrue(
                amelie.page().url().contains("/realms/nomades/"), amelie.page().url());
    }

    /** Shapes in which people have tried to seem to sit in the town hall. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 127.0.10.7",
                "X-Forwarded-For: 127.0.10.7, 127.0.0.1",
                "X-Forwarded-For: 127.0.0.1, 127.0.10.7",
                "X-Forwarded-For: 127.0.10.7:4711",
                "X-Forwarded-For: \"127.0.10.7\"",
                "X-Forwarded-For: ::ffff:127.0.10.7",
                "X-Forwarded-For: [::ffff:7f00:a07]",
                "X-Forwarded-For: 127.0.2567",
                "X-Forwarded-For: 2130709000",
                "X-Forwarded-For: 0x7f.0.10.7",
                "X-Forwarded-For: 127.0.10.7|X-Forwarded-For: 127.0.10.8",
                "x-forwarded-for: 127.0.10.7",
                "X-FORWARDED-FOR: 127.0.10.7",
                "Forwarded: for=127.0.10.7",
                "Forwarded: for=\"127.0.10.7:80\";proto=https;by=127.0.0.1",
                "Forwarded: for=\"[2001:db8:75::1]\"",
                "Forwarded: for=unknown, for=127.0.10.7",
                "Forwarded: For=127.0.10.7|Forwarded: for=127.0.10.8",
                "X-Real-IP: 127.0.10.7",
                "X-Client-IP: 127.0.10.7",
                "Client-IP: 127.0.10.7",
                "True-Client-IP: 127.0.10.7",
                "Via: 1.1 proxy.example"
            })
    @Shows("A2.1")
    void whatAClientWritesAboutItsNetworkNeverPutsItIntoTheTownHall(String forged, City city) {
        String[] headers = forged.split("\\|");
        List<String> sent = new java.util.ArrayList<>(
                List.of("User-Agent", Stage.windows().userAgent(), "Accept", "application/json"));
        for (String header : headers) {
            sent.addAll(List.of(header.split(": ", 2)));
        }
        Http.Answer answer =
                Instruments.of(city).http().get(city.at("/intraparis/?forged=1"), sent.toArray(String[]::new));
        assertEquals(ErrorCode.NET_PROXY.code(), answer.code(), answer.text());
        List<?> municipal = Instruments.of(city)
                .nomades()
                .rows("SELECT details FROM audit WHERE code = '" + ErrorCode.NET_PROXY.code()
                        + "' AND details NOT LIKE '%OUTSIDE%' AND act = 'refusal'");
        assertEquals(List.of(), municipal, "zone in the audit");
    }

    /** As docs/operations.md says: write, sign with openssl, lay down. */
    @Test
    @Shows({"A1.4", "A4.4"})
    void aListThatAnAdministratorSignsIsInForceWithinFiveSecondsAndAForgedOneNever(City city) {
        SignedList list = new SignedList(city, "vpn", "vpn.ranges");
        String before = list.text();
        Agent amelie = Agent.named("amelie.durand").through(Detour.from(NEW_VPN));
        assertEquals(200, amelie.visit("/").status());

        Story.current().tell("An administrator adds a range, signs the list and lays it down");
        list.lay(before + "127.0.50.0/24\n");
        Duration inForce = Eventually.until(
                "the new list is in force",
                Duration.ofSeconds(5),
                () -> amelie.visit("/").status() == 403);
        amelie.sees(ErrorCode.NET_VPN).sees("127.0.50.0/24");
        Figure.of("in force after %d ms", inForce.toMillis());
        assertTrue(audit(city, "DONE").contains("127.0.50.0/24"), "author and difference: " + audit(city, "DONE"));

        Story.current().tell("Somebody takes the range out again, without a signer's key");
        list.layUnsigned(before.replace("127.0.20.0/24", ""));
        Eventually.until(
                "an alert", Duration.ofSeconds(5), () -> audit(city, "REFUSED").contains("nobody who may sign"));
        assertEquals(403, amelie.visit("/").status());
    }

    private static String audit(City city, String outcome) {
        return Instruments.of(city)
                .nomades()
                .rows("SELECT actor, details FROM audit WHERE act = 'reference-change' AND object = 'reference:vpn'"
                        + " AND outcome = '" + outcome + "' ORDER BY at DESC LIMIT 1")
                .toString();
    }
}
