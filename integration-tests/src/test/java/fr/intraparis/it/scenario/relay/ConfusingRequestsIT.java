package fr.intraparis.it.scenario.relay;

import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.HeardRequest;
import fr.intraparis.it.check.Wire;
import fr.intraparis.it.scenario.relay.Confusing.Kind;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.it.suite.Tap;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Requests that try to be two: what counts is what the upstreams heard. */
@EndToEnd
class ConfusingRequestsIT {
    private static final Duration PATIENCE = Duration.ofMillis(2_500);
    private static final Pattern ID = Pattern.compile("(?im)^Correlation-Id: (\\S+)");
    private static final Pattern CODE = Pattern.compile("\\b(NOM-[A-Z]{3}-\\d{3})\\b");

    private record Sent(Confusing request, boolean signedIn, Wire.Reply reply) {
        String outcome() {
            Matcher code = CODE.matcher(reply.text());
            return reply.status() + (code.find() ? " " + code.group(1) : " by the server itself");
        }

        @Nullable
        String id() {
            Matcher id = ID.matcher(reply.text());
            return id.find() ? id.group(1) : null;
        }
    }

    @Test
    @Shows({"M2", "A1.2"})
    void noConfusingRequestReachesWhatThePolicyDidNotJudge(City city) throws InterruptedException {
        Lines.needed();
        String cookies = Agent.named("amelie.durand").isAtHome().cookies();
        Map<OffThePolicy, Tap> taps = new EnumMap<>(OffThePolicy.class);
        for (OffThePolicy upstream : OffThePolicy.values()) {
            Story.current().afterwards(() -> upstream.line().mend());
            taps.put(upstream, upstream.line().tap(Lines.certificate(), city.trust()));
        }
        String browser = Stage.windows().userAgent();
        List<Confusing> requests = ConfusingRequests.of(browser);
        for (Kind kind : Kind.values()) {
            long many = requests.stream()
                    .filter(request -> request.kind() == kind)
                    .map(Confusing::raw)
                    .distinct()
                    .count();
            assertTrue(many >= 20, kind + ": " + many);
        }

        // Without these the table would prove nothing: the taps hear, and the session opens the way.
        Wire wire = new Wire(city.trust(), city.origin()).patient(PATIENCE);
        String host = city.origin().getAuthority();
        Confusing plain = ConfusingRequests.plain(browser);
        long start = System.nanoTime();
        List<Sent> sent = send(wire, host, requests, cookies);
        sent.add(new Sent(plain, true, wire.send(plain.bytes(host, cookies))));
        sent.add(new Sent(plain, false, wire.send(plain.bytes(host, ""))));
        assertEquals(200, sent.get(sent.size() - 2).reply().status());
        assertEquals(401, sent.get(sent.size() - 1).reply().status());

        List<String> wrong = new ArrayList<>();
        long reached = judge(sent, taps, wrong);
        answers(sent, wrong);
        assertEquals(List.of(), wrong);
        assertTrue(reached > 20, "a table of refusals only: " + reached);
        long bare =
                sent.stream().filter(one -> one.outcome().endsWith("itself")).count();
        Figure.of(
                "%d confusing requests over raw sockets in %d s: %d reached the one place they name, none another;"
                        + " %d refused with a code, %d by the server itself",
                sent.size(),
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                reached,
                sent.size() - reached - bare,
                bare);
    }

    private static List<Sent> send(Wire wire, String host, List<Confusing> requests, String cookies)
            throws InterruptedException {
        ExecutorService hands = Executors.newFixedThreadPool(12);
        try {
            List<Future<Sent>> sending = new ArrayList<>();
            for (Confusing request : requests) {
                // An address for each class, so that a loop of refusals is not told to wait.
                Wire from = wire.from("127.0.78." + (1 + request.kind().ordinal()));
                for (String cookie : List.of(cookies, "")) {
                    sending.add(hands.submit(
                            () -> new Sent(request, !cookie.isEmpty(), from.send(request.bytes(host, cookie)))));
                }
            }
            List<Sent> sent = new ArrayList<>();
            for (Future<Sent> one : sending) {
                sent.add(one.get());
            }
            return sent;
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } finally {
            hands.shutdownNow();
        }
    }

    /** @return how many of ours an upstream heard */
    private static long judge(List<Sent> sent, Map<OffThePolicy, Tap> taps, List<String> wrong) {
        Map<String, Sent> byId = new HashMap<>();
        sent.forEach(one -> {
            String id = one.id();
            if (id != null) {
                byId.put(id, one);
            }
        });
        Map<String, Integer> times = new HashMap<>();
        taps.forEach((upstream, tap) -> {
            for (byte[] connection : tap.heard()) {
                for (HeardRequest heard : HeardRequest.of(connection)) {
                    String id =
                            heard.values("correlation-id").stream().findFirst().orElse("");
                    Sent ours = byId.get(id);
                    String told = upstream + " heard " + heard.asked();
                    if (ours == null || OffThePolicy.own(heard)) {
                        if (!OffThePolicy.own(heard) || heard.toString().contains(ConfusingRequests.CANARY)) {
                            wrong.add(told + ", which nobody asked for: " + heard.headers());
                        }
                        continue;
                    }
                    times.merge(id, 1, Integer::sum);
                    for (String fault : upstream.faults(heard)) {
                        wrong.add(told + ": " + fault + " (" + ours.request().told() + ")");
                    }
                    if (!ours.signedIn() && upstream != OffThePolicy.KEYCLOAK) {
                        wrong.add(told + " of nobody (" + ours.request().told() + ")");
                    }
                    if (!heard.asked().equals(ours.request().reach())) {
                        wrong.add(told + " for " + ours.request().told());
                    }
                }
            }
        });
        times.forEach((id, count) -> {
            if (count > 1) {
                wrong.add("heard " + count + " times: " + byId.get(id));
            }
        });
        return times.size();
    }

    /** One answer for each, the same for whoever sends it, and a refusal wherever no place was reached. */
    private static void answers(List<Sent> sent, List<String> wrong) {
        Map<Confusing, String> outcomes = new HashMap<>();
        for (Sent one : sent) {
            if (one.reply().answers() != 1) {
                wrong.add(one.reply().answers() + " answers to " + one.request().told());
            }
            if (one.request().reach() != null) {
                continue;
            }
            String text = one.reply().text();
            String id = one.id();
            if (id != null && one.reply().says(id) < 2) {
                wrong.add("another number in the header than on the page: " + text);
            }
            boolean coded = CODE.matcher(text).find();
            boolean empty = text.substring(text.indexOf("\r\n\r\n") + 4).isEmpty();
            // What the server answers before any filter carries nothing (docs/decisions/0003): also where it says 200.
            if (coded
                    ? one.reply().status() < 400 || one.reply().status() > 499
                    : !empty || text.contains("Correlation")) {
                wrong.add(one.outcome() + " to " + one.request().told());
            }
            if (!coded && one.request().endsInDots()) {
                // The server's own decoder falls over now and then, before any filter: nothing is reached either way.
                continue;
            }
            String other = outcomes.putIfAbsent(one.request(), one.outcome());
            if (other != null && !other.equals(one.outcome())) {
                wrong.add(
                        other + " and " + one.outcome() + " to " + one.request().told());
            }
        }
    }
}
