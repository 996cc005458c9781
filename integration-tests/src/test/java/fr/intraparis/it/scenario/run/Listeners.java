package fr.intraparis.it.scenario.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where processes listen, as Linux' kernel says it. */
final class Listeners {
    private static final String LISTENING = "0A";

    private Listeners() {}

    /** {@code address:port} of every TCP listener of the processes that run on that folder or in it. */
    static Set<String> of(Path folder) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            all.filter(each -> runsOn(folder, each.pid())).forEach(each -> sockets.addAll(sockets(each.pid())));
        }
        Set<String> listeners = new TreeSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] words = line.strip().split("\\s+");
                if (words[3].equals(LISTENING) && sockets.contains("socket:[" + words[9] + "]")) {
                    listeners.add(readable(words[1]));
                }
            }
        }
        return listeners;
    }

    private static boolean runsOn(Path folder, long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            return Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder)
                    || line.contains(folder + "/")
                    || line.contains(folder + "\0");
        } catch (IOException endedOrAnothersProcess) {
            return false;
        }
    }

    private static Set<String> sockets(long pid) {
        Set<String> found = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file)) {
                    found.add(Files.readSymbolicLink(file).toString());
                }
            }
        } catch (IOException | UncheckedIOException ended) {
            return found;
        }
        return found;
    }

    /** {@code 0100007F:1F90}, or the same at the end of an IPv6 address that stands for it; others stay as they are. */
    private static String readable(String address) {
        String[] parts = address.split(":");
        String host = parts[0];
        if (host.length() == 8 || host.startsWith("0000000000000000FFFF0000")) {
            StringBuilder dotted = new StringBuilder();
            for (int end = host.length(); end > host.length() - 8; end -= 2) {
                dotted.append(dotted.length() == 0 ? "" : ".")
                        .append(Integer.parseInt(host.substring(end - 2, end), 16));
            }
            host = dotted.toString();
        }
        return host + ":" + Integer.parseInt(parts[1], 16);
    }
}
