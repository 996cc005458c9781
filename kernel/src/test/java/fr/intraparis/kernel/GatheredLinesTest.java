package fr.intraparis.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GatheredLinesTest {
    private static final int WRITERS = 6;
    private static final int EACH = 8_000;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final GatheredLines lines = new GatheredLines(file, new Formatter() {
        @Override
        public String format(LogRecord record) {
            return record.getMessage() + "\n";
        }
    });

    /** More at once than may wait. */
    @Test
    void everyLineOfEveryThreadIsThereWholeAndInItsOrder() throws InterruptedException {
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int who = writer;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < EACH; i++) {
                    say(who + " é " + i);
                }
            });
            thread.start();
            writers.add(thread);
        }
        for (Thread thread : writers) {
            thread.join();
        }
        lines.close();
        say("after the end");
        List<String> written = written();
        for (int writer = 0; writer < WRITERS; writer++) {
            int who = writer;
            List<String> own =
                    written.stream().filter(line -> line.startsWith(who + " ")).toList();
            assertEquals(EACH, own.size());
            for (int i = 0; i < EACH; i++) {
                assertEquals(who + " é " + i, own.get(i));
            }
        }
        assertEquals(WRITERS * EACH + 1, written.size());
        assertEquals("after the end", written.get(written.size() - 1));
    }

    @Test
    void aThreadThatIsToStopSpeaksAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        say("stopping");
        assertTrue(Thread.interrupted());
        lines.close();
        assertEquals(List.of("stopping"), written());
    }

    private void say(String message) {
        lines.publish(new LogRecord(Level.INFO, message));
    }

    private List<String> written() {
        return file.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
