package fr.intraparis.stack.process;

import fr.intraparis.stack.secret.PrivateFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process of ours, with its log. It stands in a session of its own, so that Ctrl-C reaches us alone and we stop the
 * parts in order; its number is written beside its log, so that a next start can end what a killed one left.
 */
public final class ChildProcess {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /** The line above a stack trace: what happened, and below it what caused that. */
    private static final Pattern EXCEPTION =
            Pattern.compile("^(Caused by: )?([a-z]\\w*\\.)+[A-Z]\\w*(Exception|Error)\\b");

    private final Path log;
    private final Path pidFile;
    private @Nullable Process process;

    /** @param name of its log and of the file with its number */
    public ChildProcess(Path logs, String name) {
        log = logs.resolve(name + ".log");
        pidFile = logs.resolve(name + ".pid");
    }

    /** Starts it; an earlier log is kept as {@code .log.1}. */
    public void start(List<String> command, Map<String, String> environment, Path folder) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            line.add(SETSID.toString());
        }
        line.addAll(command);
        try {
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            PrivateFiles.write(log, "");
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(PrivateFiles.folder(folder).toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Process started = builder.start();
            process = started;
            PrivateFiles.write(
                    pidFile,
                    started.pid() + " "
                            + started.info()
                                    .startInstant()
                                    .map(Object::toString)
                                    .orElse("?"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.get(0), e);
        }
    }

    /** SIGTERM, then, after the grace, SIGKILL; also to its children. */
    public void stop(Duration grace) {
        Process running = process;
        if (running == null) {
            return;
        }
        List<ProcessHandle> children = running.descendants().toList();
        running.destroy();
        try {
            if (!running.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly();
                running.waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        pidFile.toFile().delete();
        process = null;
    }

    /** Whether it runs. */
    public boolean alive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** Its number, while it runs. */
    public OptionalLong pid() {
        Process running = process;
        return running == null ? OptionalLong.empty() : OptionalLong.of(running.pid());
    }

    /** Where its output goes. */
    public Path log() {
        return log;
    }

    /** Whether a line of its log holds that text. */
    public boolean logHas(String text) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains(text));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + log, e);
        }
    }

    /** The first lines of a log that say SEVERE or ERROR, or name an exception; of a JSON line, from the message on. */
    static List<String> errors(Path log, int most) {
        if (!Files.isReadable(log)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("\"Level\":\"SEVERE\"")
                            || line.contains(" ERROR ")
                            || EXCEPTION.matcher(line).find())
                    .limit(most)
                    .map(line -> {
                        int message = Math.max(line.indexOf("\"Exception\":"), line.indexOf("\"LogMessage\":"));
                        String said = message < 0 ? line : line.substring(message);
                        return said.length() > 500 ? said.substring(0, 500) + " …" : said;
                    })
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of("(the log cannot be read: " + e.getMessage() + ")");
        }
    }

    /** The last lines of a log, none if there is no such file. */
    public static List<String> lastLines(Path log, int most) {
        if (!Files.isReadable(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(file.length(), 32_768)];
            file.seek(file.length() - end.length);
            file.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.length() > 400 ? line.substring(0, 400) + " …" : line)
                    .toList();
            return lines.subList(Math.max(0, lines.size() - most), lines.size());
        } catch (IOException e) {
            return List.of("(the log cannot be read: " + e.getMessage() + ")");
        }
    }
}
