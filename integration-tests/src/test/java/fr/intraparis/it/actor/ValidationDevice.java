package fr.intraparis.it.actor;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.it.suite.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;

/**
 * The registered device that shows a code every 30 seconds. Keycloak accepts each code once, so a device never shows
 * one twice: it begins with the step before, which Keycloak accepts half a minute late, goes on to the next one, which it
 * accepts half a minute early, and waits when that is used too.
 */
public final class ValidationDevice {
    private static final TimeBasedOneTimePasswordGenerator CODES = new TimeBasedOneTimePasswordGenerator();
    /** Seconds that a code may need from the device to Keycloak. */
    private static final long ON_ITS_WAY = 15;

    private static final long STEP = CODES.getTimeStep().toSeconds();
    private static final Map<String, Long> LAST = new ConcurrentHashMap<>();

    private final String secret;
    private final SecretKeySpec key;
    private final Path memory;

    /** @param secret raw, as the realm keeps it */
    public ValidationDevice(String owner, String secret) {
        this.memory = Stage.TARGET.resolve("devices").resolve(owner);
        this.secret = secret;
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "RAW");
    }

    /** A code that was not shown before. */
    public String code() {
        long step = Eventually.get("the next code of the device", Duration.ofSeconds(2 * STEP), () -> {
            long second = Instant.now().getEpochSecond();
            long now = second / STEP;
            // The step before is accepted too, if it does not become the one before that on its way.
            long earliest = second % STEP < STEP - ON_ITS_WAY ? now - 1 : now;
            long next = Math.max(LAST.computeIfAbsent(secret, unknown -> remembered()) + 1, earliest);
            return next <= now + 1 ? next : null;
        });
        LAST.put(secret, step);
        remember(step);
        return at(step);
    }

    /** A code of ten minutes ago: a device whose clock is wrong, or one that was looked at over a shoulder. */
    public String staleCode() {
        return at(Instant.now().getEpochSecond() / STEP - 20);
    }

    /** Of an earlier run against the same stack: its codes are used too. */
    private long remembered() {
        try {
            return Files.exists(memory) ? Long.parseLong(Files.readString(memory)) : 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void remember(long step) {
        try {
            Files.createDirectories(Stage.TARGET.resolve("devices"));
            Files.writeString(memory, Long.toString(step));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private String at(long step) {
        try {
            return CODES.generateOneTimePasswordString(key, Instant.ofEpochSecond(step * STEP));
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException("The device's secret is not a key", impossible);
        }
    }
}
