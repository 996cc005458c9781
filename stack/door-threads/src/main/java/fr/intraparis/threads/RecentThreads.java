package fr.intraparis.threads;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import org.glassfish.grizzly.memory.MemoryManager;
import org.glassfish.grizzly.threadpool.FixedThreadPool;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/**
 * A fixed number of threads, of which the one that was busy last serves next. The server's own pool takes the one that
 * has slept longest, so that each request finds a thread whose stack and buffers have left the processor's caches, and
 * which must be woken. Made by the server, which needs a constructor without parameters.
 */
public final class RecentThreads extends FixedThreadPool {
    /** As many as requests may be on their way: 48 at each of four upstreams, and who watches. */
    static final int COUNT = 200;

    /** Who waits for a thread waits his turn; the queue itself would serve the watcher that came last. */
    private final Semaphore turn = new Semaphore(1, true);

    /** All threads are there from the beginning. */
    public RecentThreads() {
        this(COUNT);
    }

    RecentThreads(int count) {
        super(ThreadPoolConfig.defaultConfig()
                .setPoolName("door")
                .setCorePoolSize(count)
                .setMaxPoolSize(count)
                // It holds nothing, and hands over to the waiter who came last. Nothing tells a busy thread to end when
                // the
                // pool does: they are daemons.
                .setQueue(new SynchronousQueue<>())
                .setMemoryManager(MemoryManager.DEFAULT_MEMORY_MANAGER)
                .setDaemon(true));
    }

    /** Hands it to a thread, waiting for one while all are busy. */
    @Override
    public void execute(Runnable task) {
        if (isShutdown()) {
            throw new RejectedExecutionException("the server stops");
        }
        try {
            if (!workQueue.offer(task)) {
                turn.acquire();
                try {
                    workQueue.put(task);
                } finally {
                    turn.release();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("the server stops", stopping);
        }
    }
}
