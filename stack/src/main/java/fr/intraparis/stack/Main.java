package fr.intraparis.stack;

import fr.intraparis.stack.part.Leftovers;
import fr.intraparis.stack.part.Part;
import fr.intraparis.stack.part.PasskeyLinks;
import fr.intraparis.stack.plan.Installation;
import fr.intraparis.stack.plan.Layout;
import fr.intraparis.stack.plan.StackPlan;
import fr.intraparis.stack.process.Await;
import fr.intraparis.stack.process.PartFailure;
import fr.intraparis.stack.secret.Cast;
import fr.intraparis.stack.secret.PrivateFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** {@code ./run}: starts everything, says who can log in, waits, stops everything. */
public final class Main {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Main() {}

    public static void main(String... arguments) throws IOException {
        int code;
        try {
            Options options = Options.parse(Layout.find(), arguments);
            if (options.help()) {
                OUT.print(Options.HELP);
                code = 0;
            } else if (options.code() != null) {
                OUT.println(
                        Cast.read(options.plan().data()).person(options.code()).code(Instant.now()));
                code = 0;
            } else if (options.passkeyLink() != null) {
                StackPlan plan =
                        RunFile.read(options.plan().layout(), options.plan().data());
                OUT.println(new PasskeyLinks(Installation.open(plan, Instant.now())).make(options.passkeyLink()));
                code = 0;
            } else {
                code = run(options);
            }
        } catch (InterruptedException stopped) {
            code = 130; // By the hook that stops everything; exit waits for it.
        } catch (IllegalArgumentException | IllegalStateException | PartFailure e) {
            OUT.println(e.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private static int run(Options options) throws InterruptedException, IOException {
        StackPlan plan = options.plan();
        if (options.reset()) {
            refuseForeign(plan.data());
        }
        PrivateFiles.folder(plan.data());
        try (FileChannel channel = FileChannel.open(
                        plan.data().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                OUT.println("Another ./run already uses " + plan.data() + ": stop it, or choose --data FOLDER");
                return 1;
            }
            Leftovers.end(plan);
            if (options.reset()) {
                reset(plan.data());
            }
            List<String> problems = Preflight.here().problems(plan);
            problems.addAll(otherOrigin(plan));
            if (!problems.isEmpty()) {
                OUT.print(Preflight.message(problems));
                return 1;
            }
            return runOn(plan);
        }
    }

    private static int runOn(StackPlan plan) throws InterruptedException {
        long begin = System.nanoTime();
        boolean cold = !Files.exists(plan.data().resolve("postgres"));
        Installation installation = Installation.open(plan, Instant.now());
        PrivateFiles.write(plan.data().resolve("origin"), plan.origin());
        AtomicBoolean stopped = new AtomicBoolean();
        Thread starter = Thread.currentThread();
        try (Stack stack = Stack.whole(installation)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                if (!stopped.get()) {
                                    starter.interrupt();
                                    stop(stack, plan);
                                }
                            },
                            "stop"));
            OUT.println("Starting Intraparis, " + (cold ? "with empty data" : "with the data of an earlier run")
                    + "; logs in " + plan.logs());
            stack.start(new PrintedProgress());
            RunFile.write(plan);
            OUT.print(Summary.of(stack, Duration.ofNanos(System.nanoTime() - begin), cold));
            Part dead = firstThatMatters(stack);
            OUT.println();
            OUT.println(new PartFailure(dead.name(), "has ended by itself", dead.log(), null).getMessage());
            stopped.set(true);
            stop(stack, plan);
            return 1;
        } catch (PartFailure failure) {
            stopped.set(true);
            RunFile.file(plan.data()).toFile().delete();
            OUT.println();
            OUT.println(failure.getMessage());
            OUT.println("Everything else has been stopped.");
            return 1;
        }
    }

    private static final class PrintedProgress implements Stack.Progress {
        @Override
        public synchronized void ready(Part part, Duration took) {
            OUT.printf(Locale.ROOT, "  %-32s ready after %5.1f s%n", part.name(), seconds(took));
        }

        @Override
        public synchronized void says(String what) {
            OUT.println("    " + what);
        }
    }

    /** What keeps nothing is started again whenever it ends: the others go on meanwhile. */
    private static Part firstThatMatters(Stack stack) throws InterruptedException {
        while (true) {
            Part ended = firstToEnd(stack);
            if (!ended.keepsNothing()) {
                return ended;
            }
            OUT.println("  " + ended.name() + " has ended by itself and is started again; the others go on. Log: "
                    + ended.log() + ".1");
            long begin = System.nanoTime();
            stack.startAgain(ended);
            new PrintedProgress().ready(ended, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private static Part firstToEnd(Stack stack) throws InterruptedException {
        while (true) {
            boolean ended = Await.until(
                    Duration.ofHours(1), () -> stack.parts().stream().anyMatch(part -> !part.alive()));
            if (ended) {
                return stack.parts().stream()
                        .filter(part -> !part.alive())
                        .findFirst()
                        .orElseThrow();
            }
        }
    }

    private static void stop(Stack stack, StackPlan plan) {
        long begin = System.nanoTime();
        OUT.println();
        OUT.println("Stopping …");
        stack.close();
        RunFile.file(plan.data()).toFile().delete();
        OUT.printf(Locale.ROOT, "Stopped in %.1f s.%n", seconds(Duration.ofNanos(System.nanoTime() - begin)));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static List<String> otherOrigin(StackPlan plan) throws IOException {
        Path file = plan.data().resolve("origin");
        if (Files.exists(file) && !Files.readString(file).equals(plan.origin())) {
            return List.of("The data in " + plan.data() + " was made for " + Files.readString(file) + ", not for "
                    + plan.origin() + ": start as before, or forget it with --reset, or choose --data FOLDER");
        }
        return List.of();
    }

    private static void refuseForeign(Path data) throws IOException {
        // Both are written at the first start: a folder that merely holds some "secrets" is somebody else's.
        if (!Files.isDirectory(data)
                || (Files.exists(data.resolve("secrets")) && Files.exists(data.resolve("origin")))) {
            return;
        }
        try (Stream<Path> content = Files.list(data)) {
            if (content.anyMatch(file -> !file.endsWith("lock"))) {
                throw new IllegalArgumentException(data + " was not made by ./run; --reset does not touch it");
            }
        }
    }

    private static void reset(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(data) && !file.equals(data.resolve("lock"))) {
                    Files.delete(file);
                }
            }
        }
    }
}
