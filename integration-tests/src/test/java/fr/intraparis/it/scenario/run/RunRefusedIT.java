package fr.intraparis.it.scenario.run;

import fr.intraparis.it.suite.Stage;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.plan.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** {@code ./run} where it cannot start: on a machine that will not do, and with a part that fails. */
@Order(Integer.MAX_VALUE - 6)
class RunRefusedIT {
    private static final Path DATA = Stage.TARGET.resolve("refused").toAbsolutePath();

    private static Ports ports = Ports.defaults();

    @BeforeAll
    static void ofItsOwn() {
        Assumptions.assumeFalse(Stage.attached(), "a ./run is running already");
        ports = Ports.free();
    }

    @Test
    @Shows("G1.1")
    void whatTheMachineLacksIsSaidInOneMessage() throws IOException, InterruptedException {
        Path tooLong = Stage.TARGET
                .resolve("run-in-a-folder-whose-name-is-too-long-for-any-socket-in-it")
                .toAbsolutePath();
        try (ServerSocket door = taken(ports.door());
                ServerSocket keycloak = taken(ports.keycloak());
                Run run = run("problems", "--mail=dovecot", "--data", tooLong.toString())) {
            assertEquals(1, run.exit());
            String said = run.said();
            for (int port : List.of(door.getLocalPort(), keycloak.getLocalPort())) {
                assertTrue(said.contains("  - Port " + port), said);
            }
            assertTrue(said.contains("too long for the sockets of Dovecot and Postfix"), said);
            assertFalse(said.contains("  - Port " + ports.inner()), "a free port is no problem: " + said);
            assertEquals(1, said.split("The stack cannot start here", -1).length - 1, said);
        }
        try (Run run = run("address", "--bind", "198.51.100.1")) {
            assertEquals(1, run.exit());
            assertTrue(run.said().contains("198.51.100.1 is no address of this machine"), run.said());
        }
    }

    @Test
    @Shows("G1.1")
    void aPartThatCannotStartSaysWhichWhyAndWhereAndStopsTheRest() throws IOException, InterruptedException {
        try (Run run = run("failing", "--reset", "--host", "nomades.paris.test")) {
            run.until("Starting Intraparis");
            // Free when it looked, taken when it comes: by hand this is a program that starts meanwhile.
            try (ServerSocket imaps = taken(ports.imaps())) {
                assertEquals(1, run.exit());
                String said = run.said();
                assertTrue(said.contains("\nJames (mail): ended while starting"), said);
                assertTrue(said.contains("log: " + DATA.resolve("logs/james.log")), said);
                assertTrue(said.contains("Address already in use"), said);
                assertTrue(said.contains("Everything else has been stopped."), said);
                assertFalse(said.contains("\tat fr.intraparis.stack"), said);
                assertTrue(imaps.isBound());
            }
        }
        nothingRuns();
        assertEquals("https://nomades.paris.test:" + ports.door(), Files.readString(DATA.resolve("origin")));
    }

    private static Run run(String name, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("--data", DATA.toString()));
        ports.byName().forEach((port, number) -> words.addAll(List.of("--port", port + "=" + number)));
        words.addAll(List.of(options));
        return Run.typed(name, words);
    }

    private static void nothingRuns() throws IOException {
        assertEquals(Set.of(), Listeners.of(DATA), "everything is stopped");
    }

    private static ServerSocket taken(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
    }
}
