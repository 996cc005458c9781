package fr.intraparis.it.scenario.run;

import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** One {@code ./run}, as somebody types it; ended like by Ctrl-C when it is closed. */
final class Run implements AutoCloseable {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Process process;
    private final Path output;

    private Run(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Types it. @param name of the file that keeps what it says */
    static Run typed(String name, List<String> options) throws IOException {
        Path output = Stage.TARGET.resolve("run-" + name + ".txt");
        List<String> command = new ArrayList<>(List.of("./run"));
        command.addAll(options);
        return new Run(
                new ProcessBuilder(command)
                        .directory(ROOT.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    /** All it has said so far. */
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it says that, or ends; all it has said then. */
    String until(String text) {
        return Eventually.get("./run says " + text + ", or ends", PATIENCE, () -> {
            boolean ended = !process.isAlive();
            String now = said();
            return now.contains(text) || ended ? now : null;
        });
    }

    /** Waits for its end; its exit code. */
    int exit() throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), this::said);
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it stops when asked");
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
