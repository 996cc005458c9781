package fr.intraparis.gateway.posture;

import fr.intraparis.gateway.FakeVisit;
import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.reference.Reference;
import fr.intraparis.gateway.reference.SampleLists;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NoThirdPartyVpnTest {
    private final NoThirdPartyVpn rule = new NoThirdPartyVpn();
    private final Reference fresh = SampleLists.dated("2026-11-01");

    private record Labelled(String address, String label) {}

    /** The labels are the oracle: they were given before any list was read. */
    @Test
    @Shows("A3.1")
    void theCorpusIsJudgedAsLabelled() throws IOException {
        List<Labelled> corpus = corpus();
        int blocked = 0;
        int vpn = 0;
        int blockedVpn = 0;
        for (Labelled one : corpus) {
            boolean wanted = one.label().equals("vpn") || one.label().equals("hosting");
            boolean unfit = rule.apply(FakeVisit.from(one.address(), fresh)).verdict() == Verdict.UNFIT;
            blocked += unfit ? 1 : 0;
            vpn += wanted ? 1 : 0;
            blockedVpn += unfit && wanted ? 1 : 0;
            assertTrue(wanted || !unfit, one + " is nobody's VPN and stays outside");
        }
        double precision = (double) blockedVpn / blocked;
        double recall = (double) blockedVpn / vpn;
        Figure.of("%d addresses: precision %.3f, recall %.3f", corpus.size(), precision, recall);
        assertTrue(corpus.size() >= 300);
        assertEquals(1.0, precision);
        assertTrue(recall >= 0.95, "recall " + recall);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "198.19.0.1,UNFIT,NOM-NET-002", // hosting
        "203.0.113.1,ADVICE,NOM-NET-004", // a relay, though the list of VPNs names it too
        "192.0.2.70,FIT,NOM-NET-002", // the city, though the list of VPNs names it too
        "100.64.3.4,FIT,NOM-NET-002", // shared by the customers of a carrier
        "198.51.100.9,FIT,NOM-NET-002",
        "::ffff:198.51.100.9,FIT,NOM-NET-002"
    })
    void theListsHaveTheirOrder(String address, Verdict verdict, String code) {
        Finding finding = rule.apply(FakeVisit.from(address, fresh));
        assertEquals(verdict, finding.verdict());
        assertEquals(code, finding.code().code());
    }

    @Test
    @Shows("A3.3")
    void anOldListAdvisesAndNeverSaysThatAllIsWell() {
        Reference old = SampleLists.dated("2026-10-22");
        assertEquals(
                Verdict.ADVICE, rule.apply(FakeVisit.from("198.19.0.1", old)).verdict());
        Finding unlisted = rule.apply(FakeVisit.from("198.51.100.9", old));
        assertEquals(Verdict.UNKNOWN, unlisted.verdict());
        assertEquals(ErrorCode.NET_LIST_OLD, unlisted.code());
        assertEquals(Optional.empty(), NomadesPosture.blocking(FakeVisit.from("198.19.0.1", old)));
        // The thirtieth day still counts.
        Reference thirty = SampleLists.dated("2026-10-23");
        assertEquals(
                Verdict.UNFIT, rule.apply(FakeVisit.from("198.19.0.1", thirty)).verdict());
    }

    @Test
    void withoutAListNobodyIsToldThatAllIsWell() {
        Finding finding = rule.apply(FakeVisit.from("198.51.100.9", Reference.SHIPPED));
        assertEquals(Verdict.UNKNOWN, finding.verdict());
        assertEquals(ErrorCode.NET_LIST_OLD, finding.code());
    }

    @Test
    void theEvidenceNamesRangeListVersionAndAge() {
        assertEquals(
                "198.19.0.1 ∈ 198.19.0.0/24 · hosting 1 (21 d)",
                rule.apply(FakeVisit.from("198.19.0.1", fresh)).evidence());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via", "X-Forwarded-For"})
    void whatOnlyAProxyWritesKeepsOut(String header) {
        Visit visit = FakeVisit.from("198.51.100.9", fresh, header);
        assertEquals(
                new Finding(ErrorCode.NET_PROXY, Verdict.UNFIT, header),
                NomadesPosture.blocking(visit).orElseThrow());
        assertEquals(Optional.empty(), NomadesPosture.blocking(FakeVisit.from("198.51.100.9", fresh)));
    }

    private static List<Labelled> corpus() throws IOException {
        try (InputStream csv =
                Objects.requireNonNull(NoThirdPartyVpnTest.class.getResourceAsStream("corpus.csv"), "corpus.csv")) {
            return new String(csv.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> new Labelled(line.split(",")[0], line.split(",")[1]))
                    .toList();
        }
    }
}
