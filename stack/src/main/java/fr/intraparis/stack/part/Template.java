package fr.intraparis.stack.part;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A text with <code>${name}</code> placeholders.
 *
 * @param name what an error calls it
 */
public record Template(String name, String text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");

    /** Reads a file. */
    public static Template file(Path file) {
        try {
            return new Template(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the template " + file, e);
        }
    }

    /** Reads a resource of this module. */
    public static Template resource(String path) {
        try (InputStream in = Template.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("No resource " + path);
            }
            return new Template(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the template " + path, e);
        }
    }

    /** Reads an entry of a jar. */
    public static Template inJar(Path jar, String path) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(path);
            if (entry == null) {
                throw new IllegalArgumentException("No " + path + " in " + jar);
            }
            return new Template(
                    jar + "!/" + path, new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + jar, e);
        }
    }

    /** The text with every placeholder replaced; an error that names all of those that have no value. */
    public String render(Map<String, String> values) {
        return render(values, UnaryOperator.identity());
    }

    /** As {@link #render(Map)}, for values that stand inside JSON strings. */
    public String renderJson(Map<String, String> values) {
        return render(values, Template::inJson);
    }

    private String render(Map<String, String> values, UnaryOperator<String> written) {
        TreeSet<String> missing = new TreeSet<>();
        String result = PLACEHOLDER.matcher(text).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                missing.add(match.group(1));
                return "";
            }
            return Matcher.quoteReplacement(written.apply(value));
        });
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("No value for " + missing + " in " + name);
        }
        return result;
    }

    /** A text as it stands between the quotes of a JSON string. */
    public static String inJson(String value) {
        StringBuilder text = new StringBuilder();
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
