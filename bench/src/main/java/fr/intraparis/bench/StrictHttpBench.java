package fr.intraparis.bench;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.http.StrictHttp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What reading HTTP strictly costs on an ordinary request of a browser. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StrictHttpBench {
    private final Map<String, List<String>> headers = Map.of(
            "host", List.of("localhost:8443"),
            "user-agent", List.of("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"),
            "accept", List.of("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            "accept-language", List.of("fr,fr-FR;q=0.8,en-US;q=0.5,en;q=0.3"),
            "accept-encoding", List.of("gzip, deflate, br, zstd"),
            "connection", List.of("keep-alive"),
            "cookie", List.of("__Host-Http-nomades=" + "a".repeat(43)),
            "sec-fetch-site", List.of("same-origin"));

    /** One judgement. */
    @Benchmark
    public @Nullable ErrorCode judge() {
        return StrictHttp.judge(
                "GET", "/hr/api/payslips", "page=2", headers, Set.of("GET", "POST"), Set.of("localhost:8443"));
    }
}
