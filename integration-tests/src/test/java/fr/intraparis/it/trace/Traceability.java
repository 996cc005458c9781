package fr.intraparis.it.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Merges what the tests of every module proved into {@code target/traceability.csv} at the root:
 * {@code check;test;outcome;figure}. A label that {@code docs/requirements.csv} does not know fails the build.
 */
public final class Traceability {
    private static final Logger LOG = Logger.getLogger(Traceability.class.getName());
    private static final String HEADER = "check;test;outcome;figure";
    /** From the best to the worst: of several runs of one test (its parameters) the worst counts. */
    private static final List<String> OUTCOMES = List.of("successful", "skipped", "aborted", "failed");

    private Traceability() {}

    /** @param arguments the root of the project */
    public static void main(String... arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Set<String> known = known(root.resolve("docs/requirements.csv"));
        List<String> rows = merge(rows(root));
        Set<String> unknown = new TreeSet<>();
        Set<String> shown = new TreeSet<>();
        for (String row : rows) {
            String check = row.substring(0, row.indexOf(';'));
            (known.contains(check) ? shown : unknown).add(check);
        }
        Path matrix = root.resolve("target/traceability.csv");
        Files.createDirectories(matrix.getParent());
        List<String> lines = new ArrayList<>(List.of(HEADER));
        lines.addAll(rows);
        Files.write(matrix, lines);
        LOG.info(() -> "Traceability: " + rows.size() + " proofs of " + shown.size() + " checks in " + matrix);
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("Checks that docs/requirements.csv does not know: " + unknown);
        }
    }

    /** One row for each check and test, by check; figures of several runs stay together. */
    static List<String> merge(List<String> rows) {
        Map<String, String[]> merged = new TreeMap<>();
        for (String row : rows) {
            String[] cells = row.split(";", 4);
            if (cells.length < 4) {
                throw new IllegalStateException("Not a row of a traceability file: " + row);
            }
            merged.merge(cells[0] + ";" + cells[1], cells, Traceability::worse);
        }
        Map<String, String> lines = new LinkedHashMap<>();
        merged.forEach((key, cells) -> lines.put(key, String.join(";", cells)));
        return List.copyOf(lines.values());
    }

    private static String[] worse(String[] one, String[] other) {
        String[] worse = (OUTCOMES.indexOf(one[2]) >= OUTCOMES.indexOf(other[2]) ? one : other).clone();
        if (!one[3].equals(other[3])) {
            worse[3] = Stream.of(one[3], other[3])
                    .filter(figure -> !figure.isEmpty())
                    .reduce((first, second) -> first + " | " + second)
                    .orElse("");
        }
        return worse;
    }

    private static Set<String> known(Path requirements) throws IOException {
        Set<String> known = new TreeSet<>();
        for (String line : Files.readAllLines(requirements)) {
            known.add(line.substring(0, Math.max(0, line.indexOf(';'))));
        }
        return known;
    }

    private static List<String> rows(Path root) throws IOException {
        List<String> rows = new ArrayList<>();
        try (Stream<Path> files = Files.find(
                root,
                4,
                (path, attributes) ->
                        path.endsWith("target/traceability.csv") && !path.startsWith(root.resolve("target")))) {
            for (Path file : files.sorted().toList()) {
                rows.addAll(Files.readAllLines(file));
            }
        }
        return rows;
    }
}
