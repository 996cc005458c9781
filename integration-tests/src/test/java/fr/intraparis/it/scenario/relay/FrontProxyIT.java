package fr.intraparis.it.scenario.relay;

import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.check.Wire;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Line;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A front proxy that relays by itself does what the door decides, and nothing else. */
@EndToEnd
class FrontProxyIT {
    private static final Path TABLE = Path.of("../auth-gateway/src/test/resources/fr/intraparis/gateway/policy.csv");
    private static final String PAGE = "/intraparis/leave";
    private static final Map<String, String> PLACES =
            Map.of("home", "127.0.0.1", "town hall", "127.0.10.7", "relay", "127.0.30.7", "VPN", "127.0.20.7");
    private static final String OLD = "Mozilla/5.0 (X11; Linux x86_64; rv:91.0) Gecko/20100101 Firefox/91.0";

    private static final Pattern CODE = Pattern.compile("\"code\":\"(NOM-[A-Z]{3}-\\d{3})\"");
    private static final Pattern RULE = Pattern.compile("\"rule\":\"([^\"]+)\"");
    private static final Pattern TYPE = Pattern.compile("(?im)^Content-Type: ([a-z/+-]+)");

    @Test
    @Shows("A1.2")
    void frontProxiesDoWhatTheDoorDoes(City city) throws IOException {
        Lines.needed();
        Map<Front, Wire> fronts = new EnumMap<>(Front.class);
        for (Front front : Front.values()) {
            fronts.put(front, new Wire(city.trust(), front.before(city)));
        }
        Wire door = new Wire(city.trust(), city.origin());
        List<Agent> people = List.of(
                Agent.named("amelie.durand").isAtHome(),
                Agent.named("elise.moreau").isAtHome());
        Map<String, @Nullable Agent> askers = new LinkedHashMap<>();
        people.forEach(person -> askers.put(person.person().username(), person));
        askers.put("nobody", null);
        List<String> wrong = new ArrayList<>();
        Set<String> kinds = new TreeSet<>();
        int asked = 0;
        for (Map.Entry<String, @Nullable Agent> asker : askers.entrySet()) {
            Agent person = asker.getValue();
            String cookies = person == null ? "" : person.cookies();
            for (Map.Entry<String, String> place : PLACES.entrySet()) {
                for (String browser : List.of(Stage.windows().userAgent(), OLD)) {
                    for (String path : paths()) {
                        // All at once; each asks for a document by a proof of its own.
                        Map<Front, CompletableFuture<String>> telling = new EnumMap<>(Front.class);
                        fronts.forEach((front, wire) -> {
                            String request = request("GET", signed(person, path), city, browser, cookies, "");
                            telling.put(
                                    front,
                                    supplyAsync(() ->
                                            outcome(wire.from(place.getValue()).send(request))));
                        });
                        String did = outcome(door.from(place.getValue())
                                .send(request("GET", signed(person, path), city, browser, cookies, "")));
                        asked++;
                        kinds.add(did);
                        telling.forEach((front, told) -> {
                            if (!did.equals(told.join())) {
                                wrong.add(asker.getKey() + " " + place.getKey() + " " + path + ": door " + did + ", "
                                        + front + " " + told.join());
                            }
                        });
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(asked >= 100, "asked " + asked);
        assertTrue(kinds.size() >= 6, "hardly anything differs: " + kinds);
        Figure.of(
                "%d triples behind each of %s: its outcome is the door's own, %d different ones",
                asked, fronts.keySet(), kinds.size());
    }

    /** Not by handing all over to the door, which would give the same answers. */
    @ParameterizedTest
    @EnumSource
    @Shows("A1.2")
    void whatTheDoorLeavesFreeTheFrontProxyRelaysItself(Front front, City city) {
        Lines.needed();
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        Line doorToHr = Lines.doorToHr();
        Story.current().afterwards(doorToHr::mend);
        doorToHr.cut();
        List<String> answers = new ArrayList<>();
        for (URI place : List.of(city.origin(), front.before(city))) {
            String path = amelie.proven("GET", "/hr/api/payslips");
            answers.add(outcome(new Wire(city.trust(), place)
                    .send(request("GET", path, city, Stage.windows().userAgent(), amelie.cookies(), ""))));
        }
        assertEquals(
                List.of("502 " + ErrorCode.REL_UPSTREAM_DOWN.code() + " door.relay", "200 application/json "), answers);
    }

    /** Fail closed: what cannot be asked about is open to nobody, whoever it is. */
    @ParameterizedTest
    @EnumSource
    @Shows("A1.2")
    void withoutTheDoorNothingIsReached(Front front, City city) {
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        Wire wire = new Wire(city.trust(), front.beforeNoDoor(city)).patient(Duration.ofSeconds(10));
        for (String path : List.of(PAGE, "/")) {
            Wire.Reply reply =
                    wire.send(request("GET", path, city, Stage.windows().userAgent(), amelie.cookies(), ""));
            assertTrue(reply.status() == 502 || reply.status() == 503, path + ": " + reply.text());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Shows({"A1.2", "A2.1"})
    void whatAClientSaysToTheFrontProxyIsNotBelieved(Front before, City city) {
        Lines.needed();
        Wire front = new Wire(city.trust(), before.before(city));
        Agent amelie = Agent.named("amelie.durand").isAtHome();
        String cookies = amelie.cookies();
        String browser = Stage.windows().userAgent();
        String document = outcome(
                front.send(request("GET", amelie.proven("GET", "/hr/api/payslips"), city, browser, cookies, "")));
        assertTrue(document.startsWith("200 application/json"), document);
        String key = city.door().getProperty("nomades.front-key");
        String plain = outcome(front.send(request("GET", PAGE, city, browser, cookies, "")));
        assertTrue(plain.startsWith("200 "), plain);
        for (String line : List.of(
                "Nomades-Front-Target: /intraparis/",
                "Nomades-Front-Method: POST",
                "Nomades-Front-Key: " + key,
                "Nomades-Upstream: mail",
                "Authorization: Bearer forged",
                "Nomades-Token-Hr: forged",
                "X-Original-URI: /intraparis/privileged",
                "X-Forwarded-For: 127.0.20.7")) {
            String outcome = outcome(front.send(request("GET", PAGE, city, browser, cookies, line + "\r\n")));
            assertEquals(plain, outcome, line);
        }
        String other = outcome(front.send(request(
                "GET", "/intraparis/privileged", city, browser, cookies, "Nomades-Front-Target: " + PAGE + "\r\n")));
        assertTrue(other.contains(ErrorCode.PRV_ROLE_MISSING.code()), other);
        for (String path :
                List.of("/.nomades-decision", "/nomades/decision", "//hr/api/payslips", "/hr/..;/hr/api/x")) {
            Wire.Reply reply = front.send(request("GET", path, city, browser, cookies, ""));
            assertTrue(reply.status() == 404 || reply.status() == 400, path + ": " + reply.text());
            assertFalse(reply.text().contains("Bearer"), path);
        }
    }

    @Test
    void theDecisionIsForTheFrontProxyAlone(City city) {
        Http http = Instruments.of(city).http();
        String cookies = Agent.named("amelie.durand").isAtHome().cookies();
        String key = city.door().getProperty("nomades.front-key");
        String[] question = {
            "Cookie", cookies,
            "User-Agent", Stage.windows().userAgent(),
            "Nomades-Front-Method", "GET",
            "Nomades-Front-Target", PAGE,
            "Nomades-Front-Key", key
        };
        // The first time through the servlet container, the second perhaps not.
        answers(city, http, question);
        answers(city, http, question);
        assertEquals(404, http.get(city.at("/nomades/decision"), question).status(), "on the public listener");
    }

    private static void answers(City city, Http http, String[] question) {
        String key = question[9];
        URI inside = URI.create(city.internal() + "/nomades/decision");
        Http.Answer told = http.get(inside, question);
        assertEquals(204, told.status(), told.text());
        assertEquals("portal", told.header("nomades-upstream"));
        assertEquals(PAGE, told.header("nomades-target"));
        assertTrue(told.header("nomades-up-authorization").startsWith("Bearer ey"));
        String[] other = question.clone();
        other[9] = key.substring(1) + "x";
        Http.Answer refused = http.get(inside, other);
        assertEquals(403, refused.status());
        assertEquals(ErrorCode.REL_NO_ROUTE.code(), refused.header("nomades-code"));
        other = question.clone();
        other[1] = "x=1";
        Http.Answer login = http.get(inside, other);
        assertEquals(401, login.status());
        assertEquals(ErrorCode.SES_NONE.code(), login.header("nomades-code"));
        assertEquals(city.at(PAGE).toString(), login.header("nomades-go"));
        assertEquals("", login.header("set-cookie"), "a question begins no login");
    }

    /** A document needs a proof, each time a new one; who sends none too often is no longer signed in. */
    private static String signed(@Nullable Agent person, String path) {
        return person != null && path.contains("/api/") ? person.proven("GET", path) : path;
    }

    private static String request(String method, String path, City city, String browser, String cookies, String lines) {
        return method + " " + path + " HTTP/1.1\r\nHost: " + city.origin().getAuthority() + "\r\nUser-Agent: "
                + browser + "\r\nAccept: application/json\r\n" + lines
                + (cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n") + "Connection: close\r\n\r\n";
    }

    /** Status, and for a refusal its code and rule, for an answer its type. */
    private static String outcome(Wire.Reply reply) {
        return reply.status() + " "
                + (reply.text().contains("\"rule\"")
                        ? first(CODE, reply) + " " + first(RULE, reply)
                        : first(TYPE, reply) + " " + first(CODE, reply));
    }

    private static String first(Pattern pattern, Wire.Reply reply) {
        Matcher matcher = pattern.matcher(reply.text());
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The paths of the table that the policy's tests go through. */
    private static List<String> paths() throws IOException {
        String head = Files.readAllLines(TABLE).stream()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .orElseThrow();
        List<String> cells = List.of(head.split(","));
        return cells.subList(2, cells.size());
    }
}
