package fr.intraparis.gateway.diagnostic;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainObject;
import com.nimbusds.jose.crypto.MACSigner;
import fr.intraparis.gateway.FakeVisit;
import fr.intraparis.gateway.diagnostic.Diagnosis.Line;
import fr.intraparis.gateway.diagnostic.Receipts.Reading;
import fr.intraparis.gateway.diagnostic.Receipts.Receipt;
import fr.intraparis.gateway.diagnostic.Receipts.Verdict;
import fr.intraparis.gateway.reference.SampleLists;
import fr.intraparis.kernel.testing.Shows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Shows("D3.3")
class ReceiptsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.789Z");
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final List<Line> LINES = Diagnosis.of(new Facts(
            FakeVisit.from("198.19.0.1", SampleLists.dated("2026-11-01"), "Via"),
            new Measured(Duration.ofMinutes(5), true, true, true),
            List.of(),
            Duration.ofSeconds(90)));

    private final Receipts receipts = new Receipts(KEY, Duration.ofHours(24));

    @Test
    void whatIsReadIsWhatWasFound() {
        Reading reading = receipts.read(receipts.write(LINES, NOW), NOW.plusSeconds(60));
        assertEquals(Verdict.GENUINE, reading.verdict());
        Receipt receipt = Objects.requireNonNull(reading.receipt());
        assertEquals(Instant.parse("2026-11-22T10:00:00Z"), receipt.at());
        assertEquals(
                LINES.stream().map(Line::id).toList(),
                List.copyOf(receipt.checks().keySet()),
                "twelve, in their order");
        assertEquals("fault NOM-NET-002", receipt.checks().get("network"));
        assertEquals("fault NOM-CLK-001", receipt.checks().get("clock"));
        assertEquals("good", receipt.checks().get("storage"));
        assertEquals("unmeasured", receipt.checks().get("device"));
    }

    @Test
    void nothingOfThePersonIsInIt() throws java.text.ParseException {
        String receipt = receipts.write(LINES, NOW);
        Map<String, Object> said = JWSObject.parse(receipt).getPayload().toJSONObject();
        assertEquals(Set.of("iat", "sub", "checks"), said.keySet());
        String text = JWSObject.parse(receipt).getPayload().toString();
        for (String personal : List.of("198.19", "Firefox", "Via", "hosting")) {
            assertFalse(text.contains(personal), personal + " in " + text);
        }
        assertTrue(String.valueOf(said.get("sub")).matches("[A-Z2-9]{4}-[A-Z2-9]{4}"), text);
        assertNotEquals(said.get("sub"), pseudonym(receipts.write(LINES, NOW)), "the same one twice");
    }

    @Test
    void afterADayItIsTooOld() {
        String receipt = receipts.write(LINES, NOW);
        assertEquals(
                Verdict.GENUINE,
                receipts.read(receipt, NOW.plus(Duration.ofHours(23))).verdict());
        Reading late = receipts.read(receipt, NOW.plus(Duration.ofHours(25)));
        assertEquals(Verdict.TOO_OLD, late.verdict());
        assertEquals(pseudonym(receipt), Objects.requireNonNull(late.receipt()).pseudonym());
    }

    @Test
    void aMailMayBreakItsLines() {
        String receipt = receipts.write(LINES, NOW);
        assertEquals(
                Verdict.GENUINE,
                receipts.read(receipt.replaceAll("(.{60})", "$1\r\n "), NOW).verdict());
    }

    @Test
    void whatWeDidNotWriteIsWorthNothing() throws com.nimbusds.jose.JOSEException {
        String receipt = receipts.write(LINES, NOW);
        String[] parts = receipt.split("\\.");
        String kinder = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                        .replace("fault NOM-NET-002", "good")
                        .getBytes(StandardCharsets.UTF_8));
        JWSObject otherKind = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(Map.of("iat", 1)));
        otherKind.sign(new MACSigner(KEY));
        for (String forged : List.of(
                "",
                "hello",
                parts[0] + "." + kinder + "." + parts[2],
                parts[0] + "." + parts[1] + ".",
                new PlainObject(new Payload("{}")).serialize(),
                otherKind.serialize(),
                new Receipts(new byte[32], Duration.ofHours(24)).write(LINES, NOW),
                receipt + "a".repeat(5_000))) {
            Reading reading = receipts.read(forged, NOW);
            assertEquals(Verdict.ALTERED, reading.verdict(), forged);
            assertNull(reading.receipt());
        }
        assertEquals(Verdict.GENUINE, receipts.read(receipt, NOW).verdict());
    }

    private String pseudonym(String receipt) {
        return Objects.requireNonNull(receipts.read(receipt, NOW).receipt()).pseudonym();
    }
}
