package fr.intraparis.kernel;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A record as one line of JSON, with the names of the server's own formatter. That one makes a calendar and looks for a
 * JSON library anew for each line, under the lock of its handler: at the door it was most of what a request cost
 * (measured). So wherever it stands, this one takes its place.
 */
final class JsonLines extends Formatter {
    private static final String SLOW = "fish.payara.enterprise.server.logging.JSONLogFormatter";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter ZONE =
            DateTimeFormatter.ofPattern("Z").withZone(ZoneId.systemDefault());

    /** The text of the second in which the last line was written: a calendar is asked once for all of its lines. */
    private record Second(long epoch, String time, String zone) {}

    private static volatile Second second = new Second(Long.MIN_VALUE, "", "");

    /** Changes the server's handlers, once for all modules of a process: each has this class anew, and one root log. */
    static void replaceTheServers() {
        Logger root = Logger.getLogger("");
        synchronized (root) {
            for (Handler handler : root.getHandlers()) {
                Formatter formatter = handler.getFormatter();
                if (formatter != null && formatter.getClass().getName().equals(SLOW)) {
                    replace(root, handler);
                }
            }
        }
    }

    private static void replace(Logger root, Handler handler) {
        if (handler instanceof ConsoleHandler) {
            Handler gathered = new GatheredLines(new FileOutputStream(FileDescriptor.err), new JsonLines());
            gathered.setLevel(handler.getLevel());
            root.addHandler(gathered);
            root.removeHandler(handler);
            handler.flush();
        } else {
            handler.setFormatter(new JsonLines());
        }
    }

    @Override
    public String format(LogRecord record) {
        StringBuilder line = new StringBuilder(640).append('{');
        field(line, "Timestamp", time(record.getInstant()));
        field(line, "Level", record.getLevel().getName());
        field(line, "LoggerName", String.valueOf(record.getLoggerName()));
        field(line, "ThreadID", Long.toString(record.getLongThreadID()));
        field(line, "ThreadName", Thread.currentThread().getName());
        field(line, "TimeMillis", Long.toString(record.getMillis()));
        field(line, "LevelValue", Integer.toString(record.getLevel().intValue()));
        Object[] parameters = record.getParameters();
        if (parameters != null) {
            for (Object parameter : parameters) {
                if (parameter instanceof Map<?, ?> named) {
                    named.forEach((name, value) -> field(line, String.valueOf(name), String.valueOf(value)));
                }
            }
        }
        String message = String.valueOf(formatMessage(record));
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            StringWriter stack = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stack));
            line.append(",\"Throwable\":{");
            field(line, "Exception", message);
            field(line, "StackTrace", stack.toString());
            line.append('}');
        }
        field(line, "LogMessage", message);
        return line.append("}\n").toString();
    }

    private static String time(Instant instant) {
        Second known = second;
        if (known.epoch() != instant.getEpochSecond()) {
            known = new Second(instant.getEpochSecond(), TIME.format(instant), ZONE.format(instant));
            second = known;
        }
        int millis = instant.getNano() / 1_000_000;
        return known.time() + (millis < 10 ? ".00" : millis < 100 ? ".0" : ".") + millis + known.zone();
    }

    private static void field(StringBuilder line, String name, String value) {
        if (line.charAt(line.length() - 1) != '{') {
            line.append(',');
        }
        text(line, name);
        line.append(':');
        text(line, value);
    }

    private static void text(StringBuilder line, String value) {
        line.append('"');
        if (plain(value)) {
            line.append(value);
        } else {
            escaped(line, value);
        }
        line.append('"');
    }

    /** Nearly every value is, and then goes as a whole. */
    private static boolean plain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void escaped(StringBuilder line, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                        line.append("\\u").append(String.format("%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
    }
}
