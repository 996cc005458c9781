package fr.intraparis.stack.part;

import fr.intraparis.stack.plan.StackPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The processes that a start which was itself killed left running on this data folder. */
public final class Leftovers {
    private Leftovers() {}

    /** Ends them. To be called only by who holds the data folder. */
    public static void end(StackPlan plan) {
        try {
            if (Files.isDirectory(plan.logs())) {
                try (Stream<Path> files = Files.list(plan.logs())) {
                    for (Path file :
                            files.filter(f -> f.toString().endsWith(".pid")).toList()) {
                        String[] text = Files.readString(file).split(" ", 2);
                        // The same number with another start time is somebody else's process.
                        end(
                                text[0],
                                left -> text.length == 2
                                        && left.info()
                                                .startInstant()
                                                .map(Object::toString)
                                                .orElse("")
                                                .equals(text[1]));
                        Files.delete(file);
                    }
                }
            }
            endMaster(plan.data().resolve("postgres/postmaster.pid"), "/postgres");
            endMaster(plan.data().resolve("dovecot/queue/pid/master.pid"), "/master");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for what an earlier start left in " + plan.data(), e);
        }
    }

    private static void endMaster(Path pidFile, String program) throws IOException {
        if (Files.exists(pidFile)) {
            end(
                    Files.readAllLines(pidFile).get(0).strip(),
                    left -> left.info().command().orElse("").endsWith(program));
        }
    }

    private static void end(String pid, Predicate<ProcessHandle> same) {
        ProcessHandle.of(Long.parseLong(pid)).filter(same).ifPresent(left -> {
            left.destroy();
            left.onExit()
                    .orTimeout(5, TimeUnit.SECONDS)
                    .exceptionally(late -> {
                        left.destroyForcibly();
                        return left;
                    })
                    .join();
        });
    }
}
