package fr.intraparis.stack.part;

import fr.intraparis.stack.process.PartFailure;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Something that runs: started once, ready when {@link #start()} returns, stopped once. */
public interface Part {
    /** What people call it. */
    String name();

    /**
     * Starts it and waits until it can serve.
     *
     * @throws PartFailure if it can't; what it started may still run until {@link #stop()}
     * @throws InterruptedException if another part failed meanwhile
     */
    void start() throws InterruptedException;

    /** Stops it cleanly if it runs; does nothing otherwise. */
    void stop();

    /** False when it has started and has ended by itself. */
    boolean alive();

    /** Whether it may end and be started again while the others go on. */
    default boolean keepsNothing() {
        return false;
    }

    /** Where it writes what happens. */
    Path log();

    /** The process, when there is one. */
    OptionalLong pid();
}
