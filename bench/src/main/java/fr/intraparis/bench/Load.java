package fr.intraparis.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** One run of wrk, and what it cost the process under test. */
final class Load {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern COUNT = Pattern.compile("(\\d+) requests in");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: (.*)");
    /** The kernel's clock tick, 100 a second on every Linux that Debian builds. */
    private static final long MICROS_A_TICK = 10_000;

    /**
     * What one run said.
     *
     * @param cpu microseconds of the process tree a request
     */
    record Result(double rate, double p50, double p99, double cpu) {}

    private Load() {}

    /** Asks for that address with 32 connections kept alive, for so many seconds. */
    static Result run(String url, Map<String, String> headers, int seconds, ProcessHandle proxy)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("wrk", "-t1", "-c32", "-d" + seconds + "s", "--latency", "--timeout", "10s"));
        headers.forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
        command.add(url);
        long before = ticks(proxy);
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (wrk.waitFor() != 0) {
            throw new IOException(said);
        }
        long spent = ticks(proxy) - before;
        Matcher bad = BAD.matcher(said);
        if (bad.find()) {
            throw new IOException("not every answer was good at " + url + ": " + said);
        }
        return new Result(
                number(RATE, said),
                latency("50%", said),
                latency("99%", said),
                spent * MICROS_A_TICK / number(COUNT, said));
    }

    private static double number(Pattern pattern, String said) throws IOException {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new IOException("wrk said " + said);
        }
        return Double.parseDouble(matcher.group(1));
    }

    /** In milliseconds. */
    private static double latency(String share, String said) throws IOException {
        Matcher matcher =
                Pattern.compile(Pattern.quote(share) + "\\s+([0-9.]+)(us|ms|s)").matcher(said);
        if (!matcher.find()) {
            throw new IOException("wrk said " + said);
        }
        double value = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> value / 1000;
            case "ms" -> value;
            default -> value * 1000;
        };
    }

    private static long ticks(ProcessHandle proxy) {
        return LongStream.concat(LongStream.of(proxy.pid()), proxy.descendants().mapToLong(ProcessHandle::pid))
                .map(Load::ticksOf)
                .sum();
    }

    private static long ticksOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (IOException gone) {
            return 0;
        }
    }
}
