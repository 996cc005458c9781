package fr.intraparis.gateway;

import fr.intraparis.gateway.RoutePolicy.Asker;
import fr.intraparis.gateway.RoutePolicy.Decision;
import fr.intraparis.gateway.Visit.Zone;
import fr.intraparis.gateway.device.Standing;
import fr.intraparis.gateway.device.Standing.Key;
import fr.intraparis.gateway.device.Standing.Proof;
import fr.intraparis.gateway.posture.Browser;
import fr.intraparis.gateway.reference.Reference;
import fr.intraparis.gateway.reference.SampleLists;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.gateway.session.SessionLimits;
import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Role;
import fr.intraparis.kernel.block.Block;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RoutePolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Reference LISTS = SampleLists.dated("2026-11-15");
    private static final Reference CLOSED = SampleLists.closing(LISTS, "privileged", "hr", "attachments");
    private static final Browser BEGAN_IN = new Browser("Firefox", 158, "desktop");
    private static final String HOME = "198.51.100.9";
    private static final Standing SIGNED = new Standing(Key.BOUND, true, Proof.GOOD);

    private static final Set<String> SUBJECTS = Set.of(
            "stranger",
            "former",
            "agent-password",
            "agent-code",
            "agent-passkey",
            "agent-yesterday",
            "agent-healed",
            "agent-blocked",
            "agent-without-script",
            "agent-shared",
            "agent-asleep",
            "agent-reloading",
            "thief",
            "privileged-code",
            "privileged-shared",
            "privileged-passkey",
            "privileged-passkey-cold");

    private static final Set<String> CONTEXTS = Set.of(
            "home",
            "town-hall",
            "relay",
            "newer-browser",
            "vpn",
            "hosting",
            "proxy",
            "old-browser",
            "unlisted-browser",
            "silent-browser",
            "other-browser",
            "closed",
            "closed-town-hall");

    /** One cell of the table. */
    private record Triple(String context, String subject, String path, String expected) {}

    @Test
    @Shows({"A1.2", "A2.2"})
    void theDoorAndExplainDecideAsTheTableSays() throws IOException {
        List<String> wrong = new ArrayList<>();
        Set<String> met = new TreeSet<>();
        List<Triple> table = table();
        for (Triple triple : table) {
            met.add(triple.context() + " " + triple.subject());
            Visit visit = visit(triple.context(), triple.path());
            Asker asker = asker(triple.subject());
            Decision decision = RoutePolicy.judge(visit, asker);
            if (!triple.expected().equals(told(decision))) {
                wrong.add(triple + ": " + decision);
            }
            // As explain asks, from another page.
            Visit explaining = visit(triple.context(), "/nomades/explain").reading(triple.path());
            assertEquals(decision, RoutePolicy.judge(explaining, asker), triple.toString());
            assertFalse(decision.rule().isBlank(), "a decision names its rule");
        }
        assertEquals(List.of(), wrong);
        assertEquals(SUBJECTS.size() * CONTEXTS.size(), met.size(), "every subject in every context");
        assertTrue(table.size() >= 200);
        Figure.of(
                "%d triples: %d subjects, %d contexts, %d paths",
                table.size(), SUBJECTS.size(), CONTEXTS.size(), table.size() / met.size());
    }

    @ParameterizedTest(name = "{0} {1} {2} → {3} {4} {5}")
    @CsvSource({
        "Firefox,158,desktop,Firefox,158,desktop,true",
        "Firefox,158,desktop,Firefox,160,desktop,true",
        "Firefox,159,desktop,Firefox,158,desktop,false",
        "Firefox,160,desktop,Firefox,160,android,false",
        "Firefox,156,desktop,Chrome,157,desktop,false",
        "Chrome,156,desktop,Edge,157,desktop,false",
        // With client hints, and without.
        "Chrome,157,desktop,Chromium,157,desktop,true",
        "HeadlessChrome,157,desktop,Chrome,157,desktop,true",
        "Safari,18,ios,Safari,26,ios,true",
        "Safari,26,ios,Safari,26,desktop,false"
    })
    @Shows("A4.3")
    void aSessionStaysInItsBrowserWhichMayBecomeNewer(
            String family, int major, String system, String nowFamily, int nowMajor, String nowSystem, boolean same) {
        Session session =
                session(Set.of(Role.AGENT), Assurance.MFA, Duration.ofHours(1), new Browser(family, major, system));
        Visit visit = FakeVisit.with(new Browser(nowFamily, nowMajor, nowSystem), "/intraparis/", HOME, LISTS);
        Decision decision = RoutePolicy.judge(visit, new Asker(session, false, null, SIGNED));
        assertEquals(same ? "open" : ErrorCode.BRW_CHANGED.code(), same ? told(decision) : code(decision));
        if (!same) {
            assertEquals("session.browser", decision.rule());
            assertTrue(decision.evidence().contains(family + " " + major), decision.evidence());
        }
    }

    @Test
    @Shows("A1.3")
    void everyRuleHasItsOwnName() {
        assertEquals(
                Routes.ALL.size(),
                Routes.ALL.stream().map(Route::name).distinct().count(),
                "names of lines");
        Visit leave = visit("home", "/intraparis/privileged");
        assertEquals(
                Map.of(
                        "stranger", "privileged.session",
                        "agent-code", "privileged.role",
                        "privileged-code", "privileged.acr",
                        "privileged-passkey-cold", "privileged.auth-age",
                        "privileged-passkey", "privileged"),
                Map.of(
                        "stranger", rule(leave, "stranger"),
                        "agent-code", rule(leave, "agent-code"),
                        "privileged-code", rule(leave, "privileged-code"),
                        "privileged-passkey-cold", rule(leave, "privileged-passkey-cold"),
                        "privileged-passkey", rule(leave, "privileged-passkey")));
        assertEquals("session.blocked", rule(leave, "agent-blocked"));
        assertEquals("posture.network", rule(visit("vpn", "/intraparis/"), "agent-code"));
        assertEquals("posture.browser", rule(visit("old-browser", "/intraparis/"), "agent-code"));
    }

    @Test
    void aMethodOrAParameterThatALineDoesNotNameIsRefused() {
        Visit visit = FakeVisit.to("/nomades/explain", Query.parse("route=%2Fx&other=1"));
        assertEquals(
                ErrorCode.REL_MALFORMED,
                RoutePolicy.judge(visit, asker("agent-code")).code());
        assertEquals(
                ErrorCode.REL_MALFORMED,
                RoutePolicy.judge(visit, asker("stranger")).code(),
                "before anybody is asked who they are");
    }

    @ParameterizedTest(name = "{0} {1}, key {2}, renewed {3}, proof {4} → {5} by {6}")
    @CsvSource({
        // What changes something is signed for, whatever else the browser has shown.
        "POST,/intraparis/leave/request,BOUND,true,GOOD,open,portal",
        "POST,/intraparis/leave/request,BOUND,false,GOOD,open,portal",
        "POST,/intraparis/leave/request,BOUND,true,ABSENT,SES-007,portal.proof",
        "POST,/intraparis/leave/request,BOUND,false,ABSENT,SES-007,portal.proof",
        "POST,/intraparis/leave/request,BOUND,true,FALSE,SES-007,portal.proof",
        "POST,/intraparis/leave/request,NONE,false,ABSENT,DEV-001,portal.key",
        "POST,/nomades/sessions,BOUND,true,ABSENT,SES-007,sessions.proof",
        "POST,/nomades/sessions,NONE,false,ABSENT,DEV-001,sessions.key",
        // A form that is sent again by a reload comes back to its author: no form token is good for it.
        "POST,/intraparis/leave/request,BOUND,true,STALE,open,portal",
        // Documents are signed for, pages only need a browser that has signed lately.
        "GET,/hr/api/payslips/7/pdf,BOUND,true,ABSENT,SES-007,hr.proof",
        "GET,/hr/api/payslips/7/pdf,BOUND,true,STALE,SES-007,hr.proof-age",
        "HEAD,/hr/api/payslips/7/pdf,BOUND,true,ABSENT,SES-007,hr.proof",
        "GET,/hr/api/payslips/7/pdf,NONE,false,ABSENT,DEV-001,hr.key",
        "GET,/intraparis/payslips,BOUND,true,ABSENT,open,portal",
        "GET,/intraparis/payslips,BOUND,true,FALSE,open,portal",
        "GET,/intraparis/payslips,BOUND,false,ABSENT,SES-007,portal.renewal",
        "GET,/intraparis/payslips,NONE,false,ABSENT,open,portal",
        // The renewal itself can always be asked for.
        "GET,/nomades/device,BOUND,false,ABSENT,open,device",
        "POST,/nomades/device,BOUND,false,ABSENT,open,device",
        "POST,/nomades/device,NONE,false,ABSENT,open,device",
        // A login needs nothing of all this.
        "POST,/realms/nomades/login-actions/authenticate,NONE,false,ABSENT,open,login-step.open"
    })
    @Shows({"A6.2", "A1.2"})
    void aSessionIsOfUseToWhoHasItsKey(
            String method, String path, Key key, boolean renewed, Proof proof, String expected, String rule) {
        Visit visit = FakeVisit.by(method, FakeVisit.with(BEGAN_IN, path, HOME, LISTS));
        Decision decision = RoutePolicy.judge(
                visit,
                asker(Set.of(Role.AGENT), Assurance.MFA, Duration.ofHours(1), new Standing(key, renewed, proof)));
        assertEquals(expected + " " + rule, told(decision) + " " + decision.rule());
        assertEquals(rule.endsWith(".proof"), decision.copied(), "only a missing or false proof means a thief");
    }

    @ParameterizedTest(name = "{0} {1} → {2} by {3}")
    @CsvSource({
        "GET,/intraparis/payslips,open,portal",
        "HEAD,/intraparis/payslips,open,portal",
        "GET,/nomades/sessions,open,sessions",
        "POST,/intraparis/leave/request,DEV-006,portal.shared",
        "POST,/nomades/sessions,DEV-006,sessions.shared",
        "GET,/hr/api/payslips/7/pdf,DEV-006,hr.shared",
        "GET,/mail/api/messages/7/attachments/1,DEV-006,attachments.shared",
        "GET,/nomades/device,DEV-006,device.shared",
        "POST,/nomades/device,DEV-006,device.shared",
        "POST,/realms/nomades/login-actions/authenticate,open,login-step.open"
    })
    @Shows("E6.2")
    void onASharedComputerASessionReadsPagesAndWantingIsNoTheft(
            String method, String path, String expected, String rule) {
        Visit visit = FakeVisit.by(method, FakeVisit.with(BEGAN_IN, path, HOME, LISTS));
        Decision decision = RoutePolicy.judge(visit, asker("agent-shared"));
        assertEquals(expected + " " + rule, told(decision) + " " + decision.rule());
        assertFalse(decision.copied());
    }

    @Test
    @Shows("A6.2")
    void everyLineOfASessionAsksForProofsUnlessItSaysOtherwise() {
        assertEquals(
                Set.of("device"),
                Routes.ALL.stream()
                        .filter(route -> route.assurance() != null && route.proof() == Route.Proof.NEVER)
                        .map(Route::name)
                        .collect(Collectors.toSet()));
    }

    private static String rule(Visit visit, String subject) {
        return RoutePolicy.judge(visit, asker(subject)).rule();
    }

    private static String told(Decision decision) {
        return decision.allowed() ? "open" : code(decision).substring("NOM-".length());
    }

    private static String code(Decision decision) {
        ErrorCode code = decision.code();
        return code == null ? "" : code.code();
    }

    private static Visit visit(String context, String path) {
        return switch (context) {
            case "home" -> FakeVisit.with(BEGAN_IN, path, HOME, LISTS);
            case "town-hall" -> FakeVisit.with(BEGAN_IN, path, "192.0.2.70", LISTS);
            case "relay" -> FakeVisit.with(BEGAN_IN, path, "203.0.113.1", LISTS);
            case "newer-browser" -> FakeVisit.with(new Browser("Firefox", 160, "desktop"), path, HOME, LISTS);
            case "vpn" -> FakeVisit.with(BEGAN_IN, path, "198.18.10.7", LISTS);
            case "hosting" -> FakeVisit.with(BEGAN_IN, path, "198.19.0.1", LISTS);
            case "proxy" -> FakeVisit.with(BEGAN_IN, path, HOME, LISTS, "Via");
            case "old-browser" -> FakeVisit.with(new Browser("Firefox", 157, "desktop"), path, HOME, LISTS);
            case "unlisted-browser" -> FakeVisit.with(new Browser("Vivaldi", 7, "desktop"), path, HOME, LISTS);
            case "silent-browser" -> FakeVisit.with(Browser.UNKNOWN, path, HOME, LISTS);
            case "other-browser" -> FakeVisit.with(new Browser("Chrome", 157, "desktop"), path, HOME, LISTS);
            case "closed" -> FakeVisit.with(BEGAN_IN, path, HOME, CLOSED);
            case "closed-town-hall" -> FakeVisit.with(BEGAN_IN, path, "192.0.2.70", CLOSED);
            default -> throw new IllegalArgumentException(context);
        };
    }

    private static Asker asker(String subject) {
        Set<Role> agent = Set.of(Role.AGENT);
        Set<Role> privileged = Set.of(Role.AGENT, Role.IT_ADMIN, Role.PRIVILEGED);
        Duration hour = Duration.ofHours(1);
        Duration fresh = Duration.ofMinutes(5);
        return switch (subject) {
            case "stranger" -> new Asker(null, false, null, Standing.KEYLESS);
            case "former" -> new Asker(null, true, null, Standing.KEYLESS);
            case "agent-password" -> asker(agent, Assurance.PWD, hour);
            case "agent-code" -> asker(agent, Assurance.MFA, hour);
            case "agent-passkey" -> asker(agent, Assurance.PHR, fresh);
            case "agent-yesterday" -> asker(agent, Assurance.MFA, Duration.ofHours(11));
            case "agent-healed" -> asker(agent, hour, ErrorCode.NET_VPN, true);
            case "agent-blocked" -> asker(agent, hour, ErrorCode.SES_BLOCKED, false);
            case "agent-without-script" -> asker(agent, Assurance.MFA, hour, Standing.KEYLESS);
            case "agent-asleep" -> asker(agent, Assurance.MFA, hour, new Standing(Key.BOUND, false, Proof.ABSENT));
            case "agent-reloading" -> asker(agent, Assurance.MFA, hour, new Standing(Key.BOUND, true, Proof.STALE));
            case "thief" -> asker(agent, Assurance.MFA, hour, new Standing(Key.BOUND, true, Proof.ABSENT));
            case "agent-shared" -> shared(agent, Assurance.MFA);
            case "privileged-shared" -> shared(privileged, Assurance.PHR);
            case "privileged-code" -> asker(privileged, Assurance.MFA, hour);
            case "privileged-passkey" -> asker(privileged, Assurance.PHR, fresh);
            case "privileged-passkey-cold" -> asker(privileged, Assurance.PHR, Duration.ofMinutes(20));
            default -> throw new IllegalArgumentException(subject);
        };
    }

    /** Who has signed in five minutes ago on a computer that others use too: no key is registered there. */
    private static Asker shared(Set<Role> roles, Assurance assurance) {
        Instant login = NOW.minus(Duration.ofMinutes(5));
        return new Asker(
                session(roles, assurance, login, BEGAN_IN, login.plus(SessionLimits.SHARED)),
                false,
                null,
                Standing.KEYLESS);
    }

    private static Asker asker(Set<Role> roles, Assurance assurance, Duration age) {
        return asker(roles, assurance, age, SIGNED);
    }

    private static Asker asker(Set<Role> roles, Assurance assurance, Duration age, Standing standing) {
        return new Asker(session(roles, assurance, age, BEGAN_IN), false, null, standing);
    }

    /** Whose session has been blocked five minutes ago. */
    private static Asker asker(Set<Role> roles, Duration age, ErrorCode code, boolean curable) {
        return new Asker(
                session(roles, Assurance.MFA, age, BEGAN_IN),
                false,
                new Block(new UUID(0, 1), "subject", "sid", code, curable, NOW.minus(Duration.ofMinutes(5))),
                SIGNED);
    }

    private static Session session(Set<Role> roles, Assurance assurance, Duration age, Browser browser) {
        return session(roles, assurance, NOW.minus(age), browser, null);
    }

    private static Session session(
            Set<Role> roles, Assurance assurance, Instant login, Browser browser, @Nullable Instant sharedUntil) {
        return new Session(
                "0123456789abcdef",
                "subject",
                new AgentId("4100001"),
                "amelie.durand",
                "Amélie Durand",
                roles,
                assurance,
                List.of("pwd", "otp"),
                login,
                "sid",
                Locale.FRENCH,
                login,
                browser,
                Zone.OUTSIDE,
                sharedUntil);
    }

    private static List<Triple> table() throws IOException {
        List<Triple> table = new ArrayList<>();
        try (InputStream csv =
                Objects.requireNonNull(RoutePolicyTest.class.getResourceAsStream("policy.csv"), "policy.csv")) {
            List<String> lines = new String(csv.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            String[] head = lines.get(0).split(",");
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",");
                assertEquals(head.length, cells.length, line);
                for (String subject : cells[1].equals("*") ? SUBJECTS : Set.of(cells[1])) {
                    for (int i = 2; i < cells.length; i++) {
                        table.add(new Triple(cells[0], subject, head[i], cells[i]));
                    }
                }
            }
        }
        assertEquals(
                table.size(),
                table.stream()
                        .map(triple -> triple.context() + triple.subject() + triple.path())
                        .distinct()
                        .count(),
                "one line for each");
        return table;
    }
}
