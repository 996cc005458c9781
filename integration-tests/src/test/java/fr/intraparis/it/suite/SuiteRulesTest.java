package fr.intraparis.it.suite;

import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    @Test
    @Shows("M14")
    void noBuildFileSkipsOrNarrowsWhatRuns() throws IOException, ParserConfigurationException, SAXException {
        // Of the suite: its tests are in no repository. Of mutation testing: it looks at green tests only.
        Set<String> harmless = Set.of("maven.install.skip", "skipFailingTests");
        Pattern narrowing = Pattern.compile("(?i)(.*[.])?(skip.*|.*[.]skip|exclude.*|include.*|groups|.*failure.?ignore"
                + "|it[.]test|test|runOrder|skipAfterFailureCount|.*enabled)");
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        List<String> found = new ArrayList<>();
        for (Path pom : List.of(Path.of("../pom.xml"), Path.of("pom.xml"))) {
            NodeList elements = builder.parse(pom.toFile()).getElementsByTagName("*");
            for (int i = 0; i < elements.getLength(); i++) {
                String name = elements.item(i).getNodeName();
                if (!harmless.contains(name) && narrowing.matcher(name).matches() && runsTests(elements.item(i))) {
                    found.add(pom + ": " + name + " "
                            + elements.item(i).getTextContent().strip());
                }
            }
        }
        // What the command line may say, a file may say for everybody who calls Maven here.
        for (Path options :
                List.of(Path.of("../.mvn/maven.config"), Path.of("../.mvn/jvm.config"), Path.of("../.ci/run"))) {
            if (Files.exists(options)) {
                Files.readAllLines(options).stream()
                        .filter(line ->
                                line.matches("(?i).*(-D(skip|.*[.]skip|it[.]test|test=|groups|exclude)|-pl\\b).*"))
                        .forEach(line -> found.add(options + ": " + line));
            }
        }
        assertEquals(List.of(), found);
        // Without its second goal Maven runs the scenarios and forgives the red ones.
        String own = Files.readString(Path.of("pom.xml")).replaceAll("\\s", "");
        assertTrue(own.contains("<goal>integration-test</goal><goal>verify</goal>"), "failsafe has both its goals");
    }

    /** Whether it is a property of the build or in the configuration of what runs tests. */
    private static boolean runsTests(Node element) {
        for (Node above = element.getParentNode(); above != null; above = above.getParentNode()) {
            if (above.getNodeName().equals("properties")) {
                return true;
            }
            if (above.getNodeName().equals("plugin")) {
                return above.getTextContent().matches("(?s).*maven-(surefire|failsafe)-plugin.*");
            }
        }
        return false;
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
