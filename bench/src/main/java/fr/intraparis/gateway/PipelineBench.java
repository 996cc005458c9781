package fr.intraparis.gateway;

import fr.intraparis.gateway.agent.AgentPages;
import fr.intraparis.gateway.block.BenchBlocks;
import fr.intraparis.gateway.device.BenchDeviceKeys;
import fr.intraparis.gateway.diagnostic.Diagnostics;
import fr.intraparis.gateway.login.BackChannelLogout;
import fr.intraparis.gateway.login.Login;
import fr.intraparis.gateway.login.Logout;
import fr.intraparis.gateway.posture.Browsers;
import fr.intraparis.gateway.reference.BenchReference;
import fr.intraparis.gateway.refusal.OtherListeners;
import fr.intraparis.gateway.refusal.OwnPages;
import fr.intraparis.gateway.relay.BenchRelay;
import fr.intraparis.gateway.relay.FrontProxy;
import fr.intraparis.gateway.session.BenchSessions;
import fr.intraparis.gateway.session.BenchTokens;
import fr.intraparis.gateway.support.SosPage;
import fr.intraparis.kernel.CorrelationId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the door adds to the bare relay on an ordinary request: session, posture, policy, tokens and the headers that go
 * upstream, by the product's own pipeline with 55,000 sessions and 50,000 ranges. Only the server, the database and the
 * network are not there. The reflective request costs a little by itself; it is counted as ours.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PipelineBench {
    private static final int SESSIONS = 55_000;
    private static final int RANGES = 50_000;

    private final GatewayPipeline pipeline = new GatewayPipeline();
    private final BenchRelay relay = new BenchRelay();
    private List<String> cookies = List.of();
    private int next;

    /** Puts the pipeline together. */
    @Setup
    public void assemble() throws Exception {
        Browsers.prepare();
        BenchSessions sessions = new BenchSessions();
        sessions.open(SESSIONS, Instant.now());
        cookies = sessions.cookies();
        pipeline.start = new GatewayStart() {
            @Override
            public boolean migrated() {
                return true;
            }
        };
        pipeline.otherListeners = new OtherListeners();
        pipeline.ownPages = new OwnPages();
        pipeline.diagnostics = new Diagnostics();
        pipeline.sosPage = new SosPage();
        pipeline.backChannelLogout = new BackChannelLogout();
        pipeline.login = new Login();
        pipeline.logout = new Logout();
        pipeline.sessions = sessions;
        pipeline.blocks = new BenchBlocks();
        pipeline.deviceKeys = new BenchDeviceKeys(sessions);
        pipeline.tokens = new BenchTokens(sessions);
        pipeline.agentPages = new AgentPages();
        pipeline.relay = relay;
        pipeline.frontProxy = new FrontProxy();
        pipeline.references = new BenchReference(RANGES);
        pipeline.origin = "https://nomades.paris.fr";
        pipeline.trustedProxies = " ";
        pipeline.configure();
    }

    /** One page of the portal, which takes three tokens along, in a session with a key. */
    @Benchmark
    public Object page() throws IOException {
        return run("/intraparis/leave", "year=2026");
    }

    private Object run(String path, String query) throws IOException {
        next = (next + 1) % cookies.size();
        relay.last = "";
        pipeline.run(new Exchange(
                request(path, query, cookies.get(next)), RESPONSE, CorrelationId.fresh(), "bm9uY2Vub25jZW5vbmNlbm9u"));
        if (relay.last.equals("")) {
            throw new IllegalStateException("refused");
        }
        return relay.last;
    }

    private static final HttpServletResponse RESPONSE = (HttpServletResponse) Proxy.newProxyInstance(
            PipelineBench.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> method.getReturnType() == boolean.class ? false : null);

    private static HttpServletRequest request(String path, String query, String cookie) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Host", "nomades.paris.fr");
        headers.put("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:160.0) Gecko/20100101 Firefox/160.0");
        headers.put("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        headers.put("Accept-Language", "fr,fr-FR;q=0.8,en-US;q=0.5,en;q=0.3");
        headers.put("Cookie", cookie);
        headers.put("Sec-Fetch-Site", "same-origin");
        return (HttpServletRequest) Proxy.newProxyInstance(
                PipelineBench.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getMethod" -> "GET";
                    case "getRequestURI" -> path;
                    case "getQueryString" -> query;
                    case "getRemoteAddr" -> "81.2.69.142";
                    case "getLocalPort" -> 8443;
                    case "isSecure" -> true;
                    case "getLocales" -> Collections.enumeration(List.of(Locale.FRANCE, Locale.ENGLISH));
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "getHeaders" -> {
                        String value = headers.get((String) arguments[0]);
                        yield Collections.enumeration(value == null ? List.of() : List.of(value));
                    }
                    default -> null;
                });
    }
}
