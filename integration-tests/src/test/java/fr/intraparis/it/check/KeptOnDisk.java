package fr.intraparis.it.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the profile of a closed browser holds: every byte of every file is looked at, also what the browser has deleted
 * and not overwritten. A text is found as UTF-8 and as UTF-16.
 */
public record KeptOnDisk(Path profile) {

    /** The files that hold that text, whatever they are for. */
    public List<String> holding(String text) {
        return holding("", text);
    }

    /** The same, only of files whose path in the profile has that part. */
    public List<String> holding(String part, String text) {
        List<byte[]> forms = List.of(text.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_16LE));
        return files().stream()
                .filter(file -> name(file).contains(part))
                .filter(file -> holds(file, forms))
                .map(this::name)
                .toList();
    }

    /** The files and folders whose path has that part. */
    public List<String> named(String part) {
        try (Stream<Path> all = Files.walk(profile)) {
            return all.map(this::name)
                    .filter(name -> name.contains(part))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** How many files there are, and how many bytes they have. */
    public String size() {
        long bytes = 0;
        for (Path file : files()) {
            bytes += file.toFile().length();
        }
        return files().size() + " files, " + bytes / 1024 + " KiB";
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(profile)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String name(Path file) {
        return profile.relativize(file).toString();
    }

    private static boolean holds(Path file, List<byte[]> forms) {
        try {
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return forms.stream().anyMatch(form -> content.contains(new String(form, StandardCharsets.ISO_8859_1)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
