package fr.intraparis.gateway.diagnostic;

import fr.intraparis.gateway.FakeVisit;
import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.diagnostic.Diagnosis.Line;
import fr.intraparis.gateway.diagnostic.Facts.Neighbour;
import fr.intraparis.gateway.diagnostic.Result.State;
import fr.intraparis.gateway.posture.Browser;
import fr.intraparis.gateway.reference.Reference;
import fr.intraparis.gateway.reference.SampleLists;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class DiagnosisTest {
    private static final Reference FRESH = SampleLists.dated("2026-11-01");
    private static final Measured FINE = new Measured(Duration.ofMillis(-300), true, true, true);
    private static final Facts WELL = new Facts(
            FakeVisit.from("198.51.100.9", FRESH),
            FINE,
            List.of(new Neighbour("Keycloak", null), new Neighbour("hr-services", null)),
            Duration.ofSeconds(90));

    /** What can go wrong, the check that must say so, and its code. */
    private enum Fault {
        UNLISTED("browser", ErrorCode.BRW_UNLISTED, facts -> browser(facts, new Browser("Opera", 120, "desktop"))),
        SILENT("browser", ErrorCode.BRW_UNKNOWN, facts -> browser(facts, Browser.UNKNOWN)),
        OLD("version", ErrorCode.BRW_TOO_OLD, facts -> browser(facts, new Browser("Firefox", 150, "desktop"))),
        COOKIES(
                "storage",
                ErrorCode.BRW_STORAGE,
                facts -> measured(facts, offset(facts), false, true, webAuthn(facts))),
        STORAGE(
                "storage",
                ErrorCode.BRW_STORAGE,
                facts -> measured(facts, offset(facts), true, false, webAuthn(facts))),
        PROXY("interception", ErrorCode.NET_PROXY, facts -> from(facts, address(facts), "Via")),
        AHEAD("clock", ErrorCode.CLK_WRONG, facts -> late(facts, Duration.ofMillis(90_001))),
        BEHIND("clock", ErrorCode.CLK_WRONG, facts -> late(facts, Duration.ofMillis(-90_001))),
        HOSTING("network", ErrorCode.NET_VPN, facts -> from(facts, "198.19.0.1", marks(facts))),
        NO_PASSKEYS(
                "webauthn",
                ErrorCode.BRW_WEBAUTHN,
                facts -> measured(
                        facts,
                        offset(facts),
                        facts.measured().cookies(),
                        facts.measured().storage(),
                        false)),
        KEYCLOAK_DOWN("services", ErrorCode.IDP_DOWN, facts -> neighbour(facts, 0, ErrorCode.IDP_DOWN)),
        HR_SLOW("services", ErrorCode.REL_UPSTREAM_SLOW, facts -> neighbour(facts, 1, ErrorCode.REL_UPSTREAM_SLOW));

        private final String check;
        private final ErrorCode code;
        private final UnaryOperator<Facts> injected;

        Fault(String check, ErrorCode code, UnaryOperator<Facts> injected) {
            this.check = check;
            this.code = code;
            this.injected = injected;
        }
    }

    @Test
    void whereAllIsWellNothingIsRed() {
        assertEquals(Map.of(), red(WELL));
        assertEquals(
                List.of("rehearsal", "device"),
                Diagnosis.of(WELL).stream()
                        .filter(line -> line.result().state() == State.UNMEASURED)
                        .map(Line::id)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    @Shows("D3.1")
    void eachFaultAloneTurnsItsOwnCheckRedAndNoOther(Fault fault) {
        assertEquals(Map.of(fault.check, fault.code), red(fault.injected.apply(WELL)));
    }

    @Test
    @Shows("D3.2")
    void ofEachTwoFaultsBothAreNamed() {
        for (Fault one : Fault.values()) {
            for (Fault other : Fault.values()) {
                if (!one.check.equals(other.check) && !ofTheBrowser(one, other)) {
                    assertEquals(
                            new TreeMap<>(Map.of(one.check, one.code, other.check, other.code)),
                            red(other.injected.apply(one.injected.apply(WELL))),
                            one + " and " + other);
                }
            }
        }
    }

    @Test
    void withoutAScriptWhatItWouldMeasureIsNotMeasured() {
        Facts silent = new Facts(WELL.visit(), Measured.NOTHING, WELL.neighbours(), WELL.maxClockOffset());
        assertEquals(Map.of(), red(silent));
        assertEquals(
                List.of("storage", "clock", "webauthn", "rehearsal", "device"),
                Diagnosis.of(silent).stream()
                        .filter(line -> line.result().state() == State.UNMEASURED)
                        .map(Line::id)
                        .toList());
    }

    @Test
    @Shows("A3.3")
    void aRelayAndAnOldListAdvise() {
        Result relay = result(from(WELL, "203.0.113.1"), "network");
        assertEquals(State.ADVICE, relay.state());
        assertEquals(ErrorCode.NET_RELAY, relay.code());
        Facts old = new Facts(
                FakeVisit.from("198.51.100.9", SampleLists.dated("2026-10-01")),
                FINE,
                WELL.neighbours(),
                WELL.maxClockOffset());
        assertEquals(State.ADVICE, result(old, "network").state());
        assertEquals(ErrorCode.NET_LIST_OLD, result(old, "network").code());
    }

    @Test
    void theZoneIsToldAndNeverGuessed() {
        assertEquals("zone.outside", result(WELL, "zone").note());
        assertEquals("zone.municipal", result(from(WELL, "192.0.2.70"), "zone").note());
        Facts unlisted = new Facts(
                FakeVisit.from("192.0.2.70", Reference.SHIPPED), FINE, WELL.neighbours(), WELL.maxClockOffset());
        assertEquals(State.UNMEASURED, result(unlisted, "zone").state());
    }

    @ParameterizedTest
    @CsvSource({
        "192000, +3 min 12 s",
        "-192400, −3 min 12 s",
        "499, +0 s",
        "59600, +1 min 0 s",
        "7260000, +2 h 1 min",
        "172800000, +2 d 0 h"
    })
    void anOffsetIsSpokenAsPeopleDo(long milliseconds, String spoken) {
        assertEquals(spoken, Diagnosis.spoken(Duration.ofMillis(milliseconds)));
    }

    private static boolean ofTheBrowser(Fault one, Fault other) {
        return List.of("browser", "version").containsAll(List.of(one.check, other.check));
    }

    private static Map<String, ErrorCode> red(Facts facts) {
        Map<String, ErrorCode> red = new TreeMap<>();
        for (Line line : Diagnosis.of(facts)) {
            ErrorCode code = line.result().code();
            if (line.result().state() == State.FAULT && code != null) {
                red.put(line.id(), code);
            }
        }
        return red;
    }

    private static Result result(Facts facts, String check) {
        return Diagnosis.of(facts).stream()
                .filter(line -> line.id().equals(check))
                .findFirst()
                .orElseThrow()
                .result();
    }

    private static Facts with(Facts facts, Visit visit) {
        return new Facts(visit, facts.measured(), facts.neighbours(), facts.maxClockOffset());
    }

    private static Facts browser(Facts facts, Browser browser) {
        return with(facts, visit(facts.visit(), facts.visit().address().toString(), browser, marks(facts)));
    }

    private static Facts from(Facts facts, String address, String... marks) {
        return with(facts, visit(facts.visit(), address, facts.visit().browser(), marks));
    }

    private static Visit visit(Visit before, String address, Browser browser, String... marks) {
        Visit visit = FakeVisit.from(address, before.reference(), marks);
        return new Visit(
                visit.method(),
                visit.path(),
                visit.query(),
                visit.address(),
                visit.zone(),
                Arrays.asList(marks),
                visit.language(),
                browser,
                visit.consistent(),
                visit.reference(),
                visit.correlationId(),
                visit.at());
    }

    private static Facts measured(
            Facts facts,
            @Nullable Duration offset,
            @Nullable Boolean cookies,
            @Nullable Boolean storage,
            @Nullable Boolean webAuthn) {
        return new Facts(
                facts.visit(),
                new Measured(offset, cookies, storage, webAuthn),
                facts.neighbours(),
                facts.maxClockOffset());
    }

    private static Facts late(Facts facts, Duration offset) {
        return measured(
                facts, offset, facts.measured().cookies(), facts.measured().storage(), webAuthn(facts));
    }

    private static Facts neighbour(Facts facts, int index, ErrorCode trouble) {
        List<Neighbour> neighbours = new ArrayList<>(facts.neighbours());
        neighbours.set(index, new Neighbour(neighbours.get(index).name(), trouble));
        return new Facts(facts.visit(), facts.measured(), neighbours, facts.maxClockOffset());
    }

    private static @Nullable Duration offset(Facts facts) {
        return facts.measured().clockOffset();
    }

    private static @Nullable Boolean webAuthn(Facts facts) {
        return facts.measured().webAuthn();
    }

    private static String address(Facts facts) {
        return facts.visit().address().toString();
    }

    private static String[] marks(Facts facts) {
        return facts.visit().proxyMarks().toArray(String[]::new);
    }
}
