package fr.intraparis.it.scenario.run;

import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Stage;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import fr.intraparis.stack.plan.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** {@code ./run} with empty data, then again with what it kept. Last: it shares the machine with the suite's stack. */
@Order(Integer.MAX_VALUE - 5)
class RunIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DATA = Stage.TARGET.resolve("run").toAbsolutePath();
    private static final Pattern READY = Pattern.compile("Ready in ([0-9.]+) s \\((cold|warm)[^)]*\\) +(\\d+) MiB");
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @Test
    @Shows({"G1.1", "M23"})
    void oneCommandStartsEverythingAndItsDataOutlivesIt() throws IOException, InterruptedException {
        Assumptions.assumeFalse(Stage.attached(), "a ./run is running already");
        Ports ports = Ports.free();
        String cold = startAndStop(ports, "cold");
        assertTrue(cold.contains("amelie.durand") && cold.contains("Ctrl-C"), "the table of people");
        List<String> people = Files.readAllLines(DATA.resolve("people.properties"));
        startAndStop(ports, "warm");
        assertEquals(people, Files.readAllLines(DATA.resolve("people.properties")), "the same people after a restart");
    }

    private static String startAndStop(Ports ports, String kind) throws IOException, InterruptedException {
        Path output = Stage.TARGET.resolve("run-" + kind + ".txt");
        List<String> command = new ArrayList<>(List.of("./run", "--data", DATA.toString()));
        ports.byName().forEach((name, port) -> command.addAll(List.of("--port", name + "=" + port)));
        Process run = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            String said = Eventually.get(kind + " ./run is ready, or has ended", PATIENCE, () -> {
                String now = read(output);
                return READY.matcher(now).find() || !run.isAlive() ? now : null;
            });
            Matcher ready = READY.matcher(said);
            assertTrue(ready.find(), said);
            assertEquals(kind, ready.group(2), said);
            assertTrue(open(ports.door()), "the door answers");
            Figure.of("%s start %s s, %s MiB in all", kind, ready.group(1), ready.group(3));
            return said;
        } finally {
            run.destroy();
            assertTrue(run.waitFor(60, TimeUnit.SECONDS), "it stops when asked");
            assertFalse(open(ports.door()), "the door is closed");
            assertFalse(open(ports.postgres()), "the database is stopped");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean open(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException closed) {
            return false;
        }
    }
}
