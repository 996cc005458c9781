package fr.intraparis.it.check;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What the profile of a closed browser holds: every byte of every file is looked at, also what the browser has deleted
 * and not overwritten. A text is found as UTF-8 and as UTF-16, plain or in what came compressed by gzip, as the servers
 * send pages.
 */
public record KeptOnDisk(Path profile) {
    /** How gzip begins. */
    private static final String GZIP = "\u001f\u008b\u0008";

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
            byte[] bytes = Files.readAllBytes(file);
            String content = new String(bytes, StandardCharsets.ISO_8859_1);
            StringBuilder all = new StringBuilder(content);
            for (int at = content.indexOf(GZIP); at >= 0; at = content.indexOf(GZIP, at + 1)) {
                all.append(unpacked(bytes, at));
            }
            return forms.stream().anyMatch(form -> all.indexOf(new String(form, StandardCharsets.ISO_8859_1)) >= 0);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is packed there, as far as it goes: something else may follow, or the end may be gone. */
    private static String unpacked(byte[] bytes, int at) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at))) {
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                out.write(part, 0, read);
            }
        } catch (IOException ends) {
            // Enough: what came before it is looked at.
            return out.toString(StandardCharsets.ISO_8859_1);
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
