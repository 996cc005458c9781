package fr.intraparis.it.scenario.trouble;

import fr.intraparis.it.actor.Agent;
import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Lines;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A database that takes every byte and answers none: worse than one that is gone, because nobody is told. */
@EndToEnd
class FrozenDatabaseIT {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    @Test
    @Shows("G1.3")
    void theFirstCallerIsToldWithinThreeSeconds(City city) {
        Lines.needed();
        Instruments instruments = Instruments.of(city);
        Supplier<Http.Answer> payslips = () -> instruments
                .http()
                .get(
                        city.behind("/hr/api/payslips"),
                        "Authorization",
                        "Bearer " + instruments.tokens().valid(city.person("chloe.bernard"), "hr-services", "agent"),
                        "Accept",
                        "application/json");
        Supplier<Http.Answer> message = () -> instruments
                .http()
                .send(
                        "POST",
                        city.behind("/mail/api/messages"),
                        "{\"to\":[\"bruno.martin@paris.fr\"],\"cc\":[],\"subject\":\"Gel\",\"text\":\"Bonjour\","
                                + "\"attachments\":[]}",
                        "Authorization",
                        "Bearer " + instruments.tokens().valid(city.person("chloe.bernard"), "mail-bridge", "agent"),
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json",
                        "Idempotency-Key",
                        UUID.randomUUID().toString());
        assertEquals(200, payslips.get().status());
        assertEquals(200, message.get().status());

        Agent chloe = Agent.named("chloe.bernard").isAtHome();
        String cookies = chloe.cookies();
        Supplier<Http.Answer> ownSessions = () -> instruments
                .http()
                .get(
                        city.origin().resolve("/nomades/sessions"),
                        "Cookie",
                        cookies,
                        "User-Agent",
                        Stage.windows().userAgent(),
                        "Accept",
                        "application/json");
        assertEquals(200, ownSessions.get().status());
        Story.current().afterwards(() -> signal(city, "CONT"));
        signal(city, "STOP");
        for (String caller : List.of("first", "next")) {
            CompletableFuture<Duration> hr = CompletableFuture.supplyAsync(() -> refused(payslips));
            CompletableFuture<Duration> mail = CompletableFuture.supplyAsync(() -> refused(message));
            CompletableFuture<Duration> door = CompletableFuture.supplyAsync(() -> refused(ownSessions));
            Figure.of(
                    "frozen database, %s caller: hr told after %d ms, mail after %d ms, the door after %d ms",
                    caller,
                    hr.join().toMillis(),
                    mail.join().toMillis(),
                    door.join().toMillis());
            assertTrue(hr.join().compareTo(LIMIT) <= 0, caller + ": hr after " + hr.join());
            assertTrue(mail.join().compareTo(LIMIT) <= 0, caller + ": mail after " + mail.join());
            assertTrue(door.join().compareTo(LIMIT) <= 0, caller + ": the door after " + door.join());
        }
        chloe.opens("/intraparis/payslips").sees(ErrorCode.SYS_DATABASE);

        signal(city, "CONT");
        Eventually.until(
                "both answer again",
                Duration.ofSeconds(10),
                () -> payslips.get().status() == 200
                        && message.get().status() == 200
                        && ownSessions.get().status() == 200);
    }

    private static Duration refused(Supplier<Http.Answer> call) {
        long start = System.nanoTime();
        Http.Answer answer = call.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertEquals(ErrorCode.SYS_DATABASE.code(), answer.code(), answer.text());
        return took;
    }

    /** To the suite's own PostgreSQL and its children, by their ids. */
    private static void signal(City city, String signal) {
        try {
            long master = Long.parseLong(Files.readAllLines(city.data().resolve("postgres/postmaster.pid"))
                    .get(0)
                    .strip());
            List<String> command = new ArrayList<>(List.of("kill", "-" + signal, Long.toString(master)));
            ProcessHandle.of(master).orElseThrow().descendants().forEach(one -> command.add(Long.toString(one.pid())));
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
