package fr.intraparis.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The log of one room. Each record carries a map as its parameter, which {@link JsonLines} prints as fields: the
 * correlation id always, and what the caller adds. Values are data, never parts of the message, so nothing typed by a
 * stranger can forge a line. Never give it a token, a password, a code or the body of a message.
 */
public final class Log {
    static {
        JsonLines.replaceTheServers();
    }

    private final Logger logger;

    private Log(Logger logger) {
        this.logger = logger;
    }

    /** The log of that class. */
    public static Log of(Class<?> room) {
        return new Log(Logger.getLogger(room.getName()));
    }

    /** Something worth knowing. {@code fields} are names and values in turn. */
    public void info(String message, @Nullable Object... fields) {
        write(Level.INFO, message, null, fields);
    }

    /** Something that somebody should look at. */
    public void warn(String message, @Nullable Object... fields) {
        write(Level.WARNING, message, null, fields);
    }

    /** As above, with its cause. */
    public void warn(String message, Throwable cause, @Nullable Object... fields) {
        write(Level.WARNING, message, cause, fields);
    }

    /** Something that is broken, or somebody who tries to break it. */
    public void error(String message, @Nullable Object... fields) {
        write(Level.SEVERE, message, null, fields);
    }

    /** As above, with its cause. */
    public void error(String message, Throwable cause, @Nullable Object... fields) {
        write(Level.SEVERE, message, cause, fields);
    }

    private void write(Level level, String message, @Nullable Throwable cause, @Nullable Object... fields) {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("correlationId", CorrelationId.current().value());
        for (int i = 0; i + 1 < fields.length; i += 2) {
            named.put(String.valueOf(fields[i]), String.valueOf(fields[i + 1]));
        }
        LogRecord written = new LogRecord(level, message);
        written.setLoggerName(logger.getName());
        written.setParameters(new Object[] {named});
        if (cause != null) {
            written.setThrown(cause);
        }
        logger.log(written);
    }
}
