package fr.intraparis.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory a part holds. */
public final class Memory {
    private Memory() {}

    /** The proportional set size of a process and its children in MiB: pages that several share count once. */
    public static long mebibytes(long pid) {
        return mebibytes(pid, true);
    }

    /** The same, with or without its children. */
    public static long mebibytes(long pid, boolean children) {
        return ProcessHandle.of(pid)
                .map(root -> Stream.concat(Stream.of(root), children ? root.descendants() : Stream.empty())
                                .mapToLong(each -> kibibytes(each.pid()))
                                .sum()
                        / 1024)
                .orElse(0L);
    }

    private static long kibibytes(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0; // It has just ended.
        }
    }
}
