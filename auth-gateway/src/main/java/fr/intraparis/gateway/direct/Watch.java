package fr.intraparis.gateway.direct;

import org.jspecify.annotations.Nullable;

/**
 * The watch over many connections, which one thread keeps while it serves what it finds there. Such a thread may not wait:
 * before it could have to, the watch goes to another one. To threads without a watch it means nothing.
 */
final class Watch {
    private static final ThreadLocal<@Nullable Runnable> HAND_OVER = new ThreadLocal<>();

    private Watch() {}

    /** This thread keeps a watch from now on, which that would hand over. */
    static void keep(Runnable handOver) {
        HAND_OVER.set(handOver);
    }

    /** Whether this thread keeps one. */
    static boolean kept() {
        return HAND_OVER.get() != null;
    }

    /** This thread is about to do what may make it wait. */
    static void leave() {
        Runnable handOver = HAND_OVER.get();
        if (handOver != null) {
            HAND_OVER.remove();
            handOver.run();
        }
    }

    /** This thread keeps no watch any more; always in a {@code finally}. */
    static void end() {
        HAND_OVER.remove();
    }
}
