package fr.intraparis.it.check;

import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Story;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One of the lists that the door judges by, changed as docs/operations.md says: write, sign with openssl, lay down. */
public final class SignedList {
    private final Path file;
    private final Path key;
    private final String name;

    /** What lies there now is laid down again after the scenario; where nothing lies, an empty list. */
    public SignedList(City city, String name, String file) {
        this.name = name;
        this.file = Path.of(city.door().getProperty("nomades.reference-folder"), file);
        key = city.data().resolve("keys/reference-signer.pem");
        String before = Files.exists(this.file) ? text() : with("");
        Story.current().afterwards(() -> lay(before));
    }

    /** What lies there. */
    public String text() {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A list of today with those lines. */
    public String with(String lines) {
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        return "# list: " + name + "\n# version: " + today + "\n# date: " + today + "\n" + lines;
    }

    /** Lays it down with a good signature. */
    public void lay(String text) {
        layUnsigned(text);
        try {
            Process openssl = new ProcessBuilder(
                            "openssl",
                            "dgst",
                            "-sha256",
                            "-sign",
                            key.toString(),
                            "-out",
                            file + ".sig",
                            file.toString())
                    .inheritIO()
                    .start();
            assertTrue(openssl.waitFor(10, TimeUnit.SECONDS), "openssl hangs");
            assertEquals(0, openssl.exitValue());
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Lays it down with the signature of what lay there before. */
    public void layUnsigned(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
