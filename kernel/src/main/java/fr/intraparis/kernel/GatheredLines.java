package fr.intraparis.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * Writes a log's lines as they have gathered, many at once. With the JDK's own handler each request waits for the others
 * at its lock, while one of them makes a system call (measured at the door). No line is lost when the server stops in
 * order; of a server that is killed, those of its last milliseconds are.
 */
final class GatheredLines extends Handler {
    /** When so many wait to be written, whoever has another waits too. */
    private static final int MOST = 20_000;
    /** How long lines may gather: nobody reads a log faster. */
    private static final long GATHERING_NANOS = 2_000_000;

    private static final long LAST_WORDS_MILLIS = 2_000;

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(MOST);
    private final OutputStream out;
    private final Thread writer = new Thread(this::write, "log");
    private volatile boolean closed;

    GatheredLines(OutputStream out, Formatter formatter) {
        this.out = out;
        setFormatter(formatter);
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        String line = getFormatter().format(record);
        try {
            if (!lines.offer(line)) {
                lines.put(line);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            print(List.of(line));
        }
        if (closed) {
            writeRest();
        }
    }

    /** Nothing to do: no line waits longer than a few milliseconds. */
    @Override
    public void flush() {}

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        try {
            writer.join(LAST_WORDS_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        writeRest();
    }

    private void write() {
        try {
            while (!closed) {
                List<String> gathered = new ArrayList<>();
                gathered.add(lines.take());
                LockSupport.parkNanos(GATHERING_NANOS);
                lines.drainTo(gathered);
                print(gathered);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeRest() {
        List<String> gathered = new ArrayList<>();
        lines.drainTo(gathered);
        print(gathered);
    }

    private void print(List<String> gathered) {
        try {
            synchronized (out) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                for (String line : gathered) {
                    bytes.write(line.getBytes(StandardCharsets.UTF_8));
                }
                bytes.writeTo(out);
                out.flush();
            }
        } catch (IOException unwritable) {
            reportError("a log line could not be written", unwritable, ErrorManager.WRITE_FAILURE);
        }
    }
}
