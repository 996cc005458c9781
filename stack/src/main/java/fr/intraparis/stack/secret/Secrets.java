package fr.intraparis.stack.secret;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The secrets of one installation: made at first need, kept in {@code secrets.properties} (0600), the same at each
 * restart.
 */
public final class Secrets {
    /** Without the characters that people confuse when they copy a password from a screen. */
    private static final String READABLE = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Properties known = new Properties();

    public Secrets(Path data) {
        file = PrivateFiles.folder(PrivateFiles.folder(data).resolve("secrets")).resolve("secrets.properties");
        if (Files.exists(file)) {
            try {
                known.load(new StringReader(Files.readString(file)));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        }
    }

    /** A password of a machine: 32 letters and digits. */
    public String password(String name) {
        return of(name, () -> letters(32));
    }

    /** A password that a person types: four groups and a sign, so that any sensible policy takes it. */
    public String personPassword(String name) {
        return of(name, () -> letters(5) + "-" + letters(5) + "-" + letters(4) + "7a");
    }

    /** The raw secret of a one-time-code device: its ASCII bytes are the key. */
    public String totp(String name) {
        return of(name, () -> letters(20));
    }

    /** 32 random bytes in base64. */
    public String key(String name) {
        return of(name, () -> {
            byte[] key = new byte[32];
            RANDOM.nextBytes(key);
            return Base64.getEncoder().encodeToString(key);
        });
    }

    private synchronized String of(String name, Supplier<String> fresh) {
        String value = known.getProperty(name);
        if (value == null) {
            value = fresh.get();
            known.setProperty(name, value);
            StringBuilder text =
                    new StringBuilder("# The secrets of this installation. Losing this file means ./run --reset.\n");
            for (String each : new TreeSet<>(known.stringPropertyNames())) {
                text.append(each).append('=').append(known.getProperty(each)).append('\n');
            }
            PrivateFiles.write(file, text.toString());
        }
        return value;
    }

    private static String letters(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(READABLE.charAt(RANDOM.nextInt(READABLE.length())));
        }
        return text.toString();
    }
}
