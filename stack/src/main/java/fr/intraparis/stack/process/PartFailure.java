package fr.intraparis.stack.process;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part that does not run: which, why, and where it says more. */
public final class PartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param log its last lines become part of the message */
    public PartFailure(String part, String why, Path log, @Nullable Throwable cause) {
        super(text(part, why, log), cause);
    }

    private static String text(String part, String why, Path log) {
        List<String> errors = ChildProcess.errors(log, 6);
        // Where in a program it happened helps nobody who starts it; the log has it.
        List<String> end = ChildProcess.lastLines(log, 40).stream()
                .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
                .toList();
        end = end.subList(Math.max(0, end.size() - (errors.isEmpty() ? 15 : 5)), end.size());
        return part + ": " + why + "\n  log: " + log
                + (errors.isEmpty() ? "" : "\n  its errors:\n    " + String.join("\n    ", errors))
                + (end.isEmpty() ? "" : "\n  its last lines:\n    " + String.join("\n    ", end));
    }
}
