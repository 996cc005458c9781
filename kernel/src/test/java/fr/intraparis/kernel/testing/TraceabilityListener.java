package fr.intraparis.kernel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes one line for each labelled test that ran: {@code check;test;outcome;figure}. A parameterised test is one line,
 * as good as its worst case. Lines of classes that did not run this time stay.
 */
public final class TraceabilityListener implements TestExecutionListener {
    private static final Path FILE = Path.of("target", "traceability.csv");

    private final Map<String, Line> lines = new LinkedHashMap<>();

    private record Line(Set<String> checks, String outcome, String figure) {}

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            note(test, result.getStatus().name().toLowerCase(Locale.ROOT), Figure.take());
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        note(test, "skipped", reason);
    }

    private synchronized void note(TestIdentifier test, String outcome, String figure) {
        Set<String> checks = new TreeSet<>();
        String name = test.getSource().map(source -> label(source, checks)).orElse("");
        if (checks.isEmpty()) {
            return;
        }
        lines.merge(name, new Line(checks, outcome, figure), (before, now) -> {
            String worst = "successful".equals(before.outcome) ? now.outcome : before.outcome;
            return new Line(checks, worst, now.figure.isEmpty() ? before.figure : now.figure);
        });
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        Set<String> ran = new HashSet<>();
        StringBuilder written = new StringBuilder();
        lines.forEach((name, line) -> {
            ran.add(name.replaceFirst("\\..*", ""));
            for (String check : line.checks) {
                written.append(String.join(";", check, name, line.outcome, line.figure.replaceAll("[;\r\n]+", " ")))
                        .append('\n');
            }
        });
        if (lines.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(FILE.getParent());
            String kept = "";
            if (Files.exists(FILE)) {
                kept = Files.readAllLines(FILE).stream()
                        .filter(line -> !ran.contains(line.split(";", -1)[1].replaceFirst("\\..*", "")))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining());
            }
            Files.writeString(FILE, kept + written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String label(TestSource source, Set<String> checks) {
        if (source instanceof MethodSource method) {
            add(AnnotationSupport.findAnnotation(method.getJavaMethod(), Shows.class), checks);
            add(AnnotationSupport.findAnnotation(method.getJavaClass(), Shows.class), checks);
            return method.getJavaClass().getSimpleName() + "." + method.getMethodName();
        }
        if (source instanceof ClassSource type) {
            add(AnnotationSupport.findAnnotation(type.getJavaClass(), Shows.class), checks);
            return type.getJavaClass().getSimpleName();
        }
        return source.toString();
    }

    private static void add(Optional<Shows> label, Set<String> checks) {
        label.ifPresent(shows -> checks.addAll(Set.of(shows.value())));
    }
}
