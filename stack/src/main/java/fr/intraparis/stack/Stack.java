package fr.intraparis.stack;

import fr.intraparis.stack.part.City;
import fr.intraparis.stack.part.DovecotPostfix;
import fr.intraparis.stack.part.James;
import fr.intraparis.stack.part.Keycloak;
import fr.intraparis.stack.part.Leftovers;
import fr.intraparis.stack.part.Part;
import fr.intraparis.stack.part.PayaraMicro;
import fr.intraparis.stack.part.Postgres;
import fr.intraparis.stack.plan.Installation;
import fr.intraparis.stack.plan.MailServer;
import fr.intraparis.stack.process.PartFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The parts that run. Before them the data folder is opened: secrets, certificates, keys ({@link Installation}).
 *
 * <p>{@code ./run} starts all of them; the integration tests start {@link #backing} and let their managed container
 * start the two Payara processes with the command lines of {@link #door()} and {@link #inner()}.
 */
public final class Stack implements AutoCloseable {
    /** Told how far the start has come. */
    public interface Progress {
        /** The part can serve. */
        void ready(Part part, Duration took);

        /** Something long goes on. */
        default void says(String what) {}
    }

    private final Installation installation;
    private final Postgres postgres;
    private final PayaraMicro door;
    private final PayaraMicro inner;
    /** Those of one row start together, each row after the one above; stopped from the last row to the first. */
    private final List<List<Part>> rows;

    private final List<List<Part>> started = new ArrayList<>();

    private final City city;
    private volatile Progress progress = (part, took) -> {};

    private Stack(Installation installation, boolean wars) {
        this.installation = installation;
        this.postgres = new Postgres(installation);
        this.door = PayaraMicro.door(installation);
        this.inner = PayaraMicro.inner(installation);
        this.city = new City(installation, postgres, text -> this.progress.says(text));
        Part keycloak = new Keycloak(installation, postgres);
        Part mail = installation.plan().mail() == MailServer.DOVECOT
                ? new DovecotPostfix(installation)
                : new James(installation);
        List<Part> beside = new ArrayList<>(List.of(keycloak, door, mail));
        beside.addAll(installation.plan().apart() ? PayaraMicro.apart(installation) : List.of(inner));
        this.rows = wars
                ? List.of(List.of(postgres), beside, List.of(city))
                : List.of(List.of(postgres), List.of(keycloak, mail));
    }

    /** Everything. */
    public static Stack whole(Installation installation) {
        return new Stack(installation, true);
    }

    /** What the WARs stand on: PostgreSQL, Keycloak, the mail server. */
    public static Stack backing(Installation installation) {
        return new Stack(installation, false);
    }

    /** Starts all parts; when one fails, stops the rest and throws its {@link PartFailure}. */
    public void start(Progress listener) throws InterruptedException {
        progress = listener;
        Leftovers.end(installation.plan());
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (List<Part> row : rows) {
                started.add(row);
                CompletionService<Part> starting = new ExecutorCompletionService<>(threads);
                for (Part part : row) {
                    Future<Part> unused = starting.submit(() -> {
                        long begin = System.nanoTime();
                        part.start();
                        listener.ready(part, Duration.ofNanos(System.nanoTime() - begin));
                        return part;
                    });
                }
                for (int i = 0; i < row.size(); i++) {
                    starting.take().get();
                }
            }
        } catch (ExecutionException e) {
            threads.shutdownNow();
            // A part that is about to start its process must have done so, or it would outlive the stop.
            boolean settled = threads.awaitTermination(10, TimeUnit.SECONDS);
            close();
            if (e.getCause() instanceof PartFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(
                    "The stack could not be started: " + e.getCause() + (settled ? "" : "; a part did not settle"),
                    e.getCause());
        } catch (InterruptedException e) {
            threads.shutdownNow();
            throw e;
        } finally {
            threads.shutdown();
        }
    }

    /**
     * Starts again a part that ended by itself and keeps nothing; does nothing once the stack is being stopped.
     *
     * @throws PartFailure if it can't
     */
    public synchronized void startAgain(Part part) throws InterruptedException {
        if (!started.isEmpty()) {
            part.stop();
            part.start();
        }
    }

    /** Loads the demonstration city, for who started the WARs by himself; they must have migrated their schemas. */
    public void loadCity() throws InterruptedException {
        city.start();
    }

    /** The parts, in the order of their start. */
    public List<Part> parts() {
        return rows.stream().flatMap(List::stream).toList();
    }

    /** The data folder's content. */
    public Installation installation() {
        return installation;
    }

    /** The database, for who looks into it. */
    public Postgres postgres() {
        return postgres;
    }

    /** The public process. */
    public PayaraMicro door() {
        return door;
    }

    /** The process of the inner WARs. */
    public PayaraMicro inner() {
        return inner;
    }

    /** Stops what was started, last row first, the parts of a row together. */
    @Override
    public synchronized void close() {
        for (int i = started.size() - 1; i >= 0; i--) {
            ExecutorService threads = Executors.newCachedThreadPool();
            for (Part part : started.get(i)) {
                threads.execute(part::stop);
            }
            threads.shutdown();
            try {
                if (!threads.awaitTermination(15, TimeUnit.SECONDS)) {
                    threads.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        started.clear();
    }
}
