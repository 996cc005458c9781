package fr.intraparis.portal;

import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** French and English say the same things, and every page finds its words. */
@Shows("M12")
class MessagesTest {
    private static final Properties FRENCH = catalogue("fr");
    private static final Properties ENGLISH = catalogue("en");
    private static final Pattern IN_VIEW =
            Pattern.compile("msg\\['([a-zA-Z.0-9]+)'\\]|texts\\.with\\('([a-zA-Z.0-9]+)'[,)]");
    private static final Pattern IN_CODE = Pattern.compile("(?:texts\\.with|Texts\\.in|errors\\.add)\\(([^;]*?)\\);");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+\\.[a-zA-Z.]+[a-zA-Z])\"");

    private static Properties catalogue(String language) {
        Properties properties = new Properties();
        Path file = Path.of("src/main/resources/fr/intraparis/portal/messages_" + language + ".properties");
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return properties;
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertEquals(new TreeSet<>(FRENCH.stringPropertyNames()), new TreeSet<>(ENGLISH.stringPropertyNames()));
    }

    @Test
    void bothLanguagesTakeTheSameValues() {
        for (String key : FRENCH.stringPropertyNames()) {
            assertEquals(arguments(FRENCH, key, Locale.FRENCH), arguments(ENGLISH, key, Locale.ENGLISH), key);
        }
    }

    /** The straight apostrophe is syntax of MessageFormat: it would vanish, and take the values with it. */
    @Test
    void noEntryIsEmptyOrHoldsAStraightApostrophe() {
        for (Properties catalogue : List.of(FRENCH, ENGLISH)) {
            Enumeration<?> keys = catalogue.propertyNames();
            while (keys.hasMoreElements()) {
                String key = keys.nextElement().toString();
                assertFalse(catalogue.getProperty(key).isBlank(), key);
                assertFalse(catalogue.getProperty(key).contains("'"), key);
            }
        }
    }

    @Test
    void everyPageFindsItsWords() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path view : Views.all()) {
            collect(IN_VIEW, Files.readString(view), missing);
        }
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher call = IN_CODE.matcher(Files.readString(file));
                while (call.find()) {
                    collect(LITERAL, call.group(1), missing);
                }
            }
        }
        missing.removeIf(FRENCH::containsKey);
        // A key that is put together on the page: at least one entry starts so.
        missing.removeIf(key ->
                key.endsWith(".") && FRENCH.stringPropertyNames().stream().anyMatch(entry -> entry.startsWith(key)));
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyStateAndFactorHasItsWord() {
        Stream.of("leave.state.PENDING", "leave.state.APPROVED", "leave.state.REFUSED", "leave.state.CANCELLED")
                .forEach(MessagesTest::exists);
        Stream.of("leave.day.WORKED", "leave.day.WEEKEND", "leave.day.HOLIDAY").forEach(MessagesTest::exists);
        Stream.of("factor.PASSWORD", "factor.TOTP", "factor.PASSKEY", "factor.RECOVERY_CODES")
                .forEach(MessagesTest::exists);
        Stream.of("mail.state.SENT", "mail.state.WAITING", "team.done.APPROVED", "team.done.REFUSED")
                .forEach(MessagesTest::exists);
        Stream.of("home.task.TEAM_REQUEST", "home.task.OFFICIAL_MESSAGE").forEach(MessagesTest::exists);
    }

    private static void exists(String key) {
        assertTrue(FRENCH.containsKey(key), key);
    }

    private static void collect(Pattern pattern, String source, Set<String> keys) {
        Matcher matcher = pattern.matcher(source);
        while (matcher.find()) {
            for (int i = 1; i <= matcher.groupCount(); i++) {
                if (matcher.group(i) != null) {
                    keys.add(matcher.group(i));
                }
            }
        }
    }

    private static Set<String> arguments(Properties catalogue, String key, Locale locale) {
        String pattern = catalogue.getProperty(key);
        // Refuses a pattern that is not well-formed.
        assertFalse(new MessageFormat(pattern, locale).toPattern().isEmpty(), key);
        return Pattern.compile("\\{(\\d)")
                .matcher(pattern)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
