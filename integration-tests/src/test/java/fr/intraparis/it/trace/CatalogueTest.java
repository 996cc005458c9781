package fr.intraparis.it.trace;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The catalogue of errors and the source agree: nothing fails without a code, and no code is for nothing. */
class CatalogueTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES =
            List.of("kernel", "identity", "auth-gateway", "hr-services", "mail-bridge", "portal-web");
    private static final Pattern CODE = Pattern.compile("NOM-[A-Z]{3}-\\d{3}");

    /** A failure that is told with a number of its own choice instead of that of a code. */
    private static final Pattern BARE = Pattern.compile(
            "sendError\\((?!\\w[\\w.()]*\\.status\\(\\)\\))"
                    + "|(setStatus|\\.status)\\(\\s*([45]\\d\\d\\b|[\\w.]*SC_(?!OK|SEE_OTHER)\\w+|Status\\.[A-Z_]+_?[A-Z]*\\))");

    /** Where a bare number is right, and why. */
    private static final Set<String> RIGHT = Set.of(
            // The answer to a client that never finished its body: its code is in the page that follows.
            "Relay.java");

    @Test
    @Shows("E10.1")
    void everyCodeOfTheListIsSaidSomewhere() {
        String sources = sources(MODULES).entrySet().stream()
                .filter(file -> !file.getKey().endsWith("kernel/ErrorCode.java"))
                .map(java.util.Map.Entry::getValue)
                .collect(Collectors.joining("\n"));
        List<String> silent = Arrays.stream(ErrorCode.values())
                .filter(code -> !Pattern.compile("\\b" + code.name() + "\\b")
                                .matcher(sources)
                                .find()
                        && !sources.contains(code.code()))
                .map(code -> code.code() + " " + code.name())
                .toList();
        assertEquals(List.of(), silent, "codes that nothing raises");
        Figure.of("%d codes, each raised by some source", ErrorCode.values().length);
    }

    @Test
    @Shows("E10.1")
    void everyCodeThatIsSaidIsOnTheList() {
        Set<String> known =
                Arrays.stream(ErrorCode.values()).map(ErrorCode::code).collect(Collectors.toSet());
        TreeMap<String, String> unknown = new TreeMap<>();
        sources(MODULES)
                .forEach((file, text) -> CODE.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .filter(code -> !known.contains(code))
                        .forEach(code -> unknown.put(code, file)));
        assertEquals(new TreeMap<>(), unknown);
    }

    /** What nobody catches ends in the one page of each WAR that gives it a code; no source answers past it. */
    @Test
    @Shows("E10.1")
    void noFailureIsAnsweredWithoutACode() {
        for (String war : List.of("auth-gateway", "hr-services", "mail-bridge", "portal-web")) {
            String web = read(ROOT.resolve(war).resolve("src/main/webapp/WEB-INF/web.xml"));
            assertTrue(
                    Pattern.compile("<error-page>\\s*<location>").matcher(web).find(),
                    war + " has one page for every failure");
        }
        Set<String> bare = new TreeSet<>();
        sources(MODULES).forEach((file, text) -> {
            if (file.endsWith(".java") && RIGHT.stream().noneMatch(file::endsWith)) {
                BARE.matcher(text).results().forEach(found -> bare.add(file + ": " + found.group()));
            }
        });
        assertEquals(Set.of(), bare);
    }

    private static TreeMap<String, String> sources(List<String> modules) {
        TreeMap<String, String> sources = new TreeMap<>();
        for (String module : modules) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
                files.filter(Files::isRegularFile)
                        .filter(file -> file.toString().matches(".*\\.(java|ftl|xhtml|properties|js|html|json)"))
                        .forEach(file -> sources.put(file.toString(), read(file)));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
