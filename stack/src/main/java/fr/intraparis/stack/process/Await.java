package fr.intraparis.stack.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The one place that waits: a condition, looked at four times a second, and a deadline. */
public final class Await {
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(250);

    private Await() {}

    /** Waits for the condition; whether it became true in time. */
    public static boolean until(Duration most, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(STEP);
        }
        return true;
    }
}
