package fr.intraparis.it.suite;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks again until it is true or the deadline has passed: the suite never sleeps for a fixed time. */
public final class Eventually {
    private static final long STEP = Duration.ofMillis(50).toNanos();

    private Eventually() {}

    /** How long it took; fails with {@code what} when the deadline passes first. */
    public static Duration until(String what, Duration deadline, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > deadline.toNanos()) {
                throw new AssertionError("Not within " + deadline + ": " + what);
            }
            LockSupport.parkNanos(STEP);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** The first value that is not null. */
    public static <T> T get(String what, Duration deadline, Supplier<@Nullable T> source) {
        long start = System.nanoTime();
        while (true) {
            T value = source.get();
            if (value != null) {
                return value;
            }
            if (System.nanoTime() - start > deadline.toNanos()) {
                throw new AssertionError("Not within " + deadline + ": " + what);
            }
            LockSupport.parkNanos(STEP);
        }
    }
}
