package fr.intraparis.it.suite;

import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What the suite itself may not do. */
class SuiteRulesTest {
    /** In pieces, or this file would find itself. */
    private static final Pattern BLIND =
            Pattern.compile("(?i)ignore" + "HTTPSErrors|ignore-" + "certificate-errors|trust" + "All|X509Trust"
                    + "Manager|Hostname" + "Verifier|allow-insecure" + "-localhost");

    private static final Pattern SLEEP = Pattern.compile("Thread\\." + "sleep|waitFor" + "Timeout");

    @Test
    @Shows("M20")
    void tlsErrorsAreIgnoredNowhere() throws IOException {
        assertEquals(List.of(), filesWith(BLIND));
    }

    @Test
    @Shows("M14")
    void nobodySleeps() throws IOException {
        assertEquals(List.of(), filesWith(SLEEP));
    }

    @Test
    @Shows("M14")
    void everySuppressionOfAGateHasItsReasonBesideIt() throws IOException {
        Pattern suppression = Pattern.compile("@Suppress" + "\\w*\\(|@" + "Disabled|NO" + "SONAR|spotless" + ":off");
        List<String> silent = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            for (Path file : files.filter(name -> name.toString().endsWith(".java"))
                    .filter(name -> !name.toString().contains("/target/"))
                    .toList()) {
                int number = 0;
                for (String line : Files.readAllLines(file)) {
                    number++;
                    if (suppression.matcher(line).find() && !line.contains("// ")) {
                        silent.add(file + ":" + number);
                    }
                }
            }
        }
        assertEquals(List.of(), silent);
    }

    private static List<String> filesWith(Pattern pattern) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (Path root : List.of(Path.of("src"), Path.of("pom.xml"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (pattern.matcher(Files.readString(file)).find()) {
                        found.add(file.toString());
                    }
                }
            }
        }
        return List.copyOf(found);
    }
}
