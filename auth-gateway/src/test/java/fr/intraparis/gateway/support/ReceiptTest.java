package fr.intraparis.gateway.support;

import fr.intraparis.gateway.FakeVisit;
import fr.intraparis.gateway.posture.Finding;
import fr.intraparis.gateway.posture.Verdict;
import fr.intraparis.gateway.reference.Reference;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReceiptTest {
    @Test
    @Shows("E10.3")
    void tellsWhatTheDoorSawWithoutTheAddress() {
        Map<String, String> facts = Receipt.of(FakeVisit.from("192.0.2.7", Reference.SHIPPED, "Via"));
        assertEquals(new TreeSet<>(Receipt.NAMES), new TreeSet<>(facts.keySet()));
        assertEquals("Firefox 160 desktop", facts.get("browser"));
        assertEquals("OUTSIDE", facts.get("zone"));
        assertTrue(String.valueOf(facts.get("network-verdict")).contains("UNFIT NOM-NET-003"), facts.toString());
        assertFalse(facts.toString().contains("192.0.2"), facts.toString());
    }

    @Test
    @Shows("E10.4")
    void anAreaIsHealthyWhenAllOfItWasJudgedAndNothingIsWrong() {
        Finding browser = new Finding(ErrorCode.BRW_TOO_OLD, Verdict.FIT, "");
        Finding network = new Finding(ErrorCode.NET_VPN, Verdict.FIT, "");
        Finding proxy = new Finding(ErrorCode.NET_PROXY, Verdict.UNFIT, "Via");
        Finding listOld = new Finding(ErrorCode.NET_LIST_OLD, Verdict.UNKNOWN, "");
        Finding relay = new Finding(ErrorCode.NET_RELAY, Verdict.ADVICE, "");
        assertEquals(List.of("BRW", "NET"), Receipt.healthy(List.of(browser, network)));
        assertEquals(List.of("BRW", "NET"), Receipt.healthy(List.of(browser, relay)));
        assertEquals(List.of("BRW"), Receipt.healthy(List.of(browser, network, proxy)));
        assertEquals(List.of("BRW"), Receipt.healthy(List.of(browser, listOld)));
        assertEquals(List.of(), Receipt.healthy(List.of()));
    }
}
