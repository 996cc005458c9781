package fr.intraparis.gateway.direct;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Exchange.LongWay;
import fr.intraparis.gateway.GatewayPipeline;
import fr.intraparis.gateway.Query;
import fr.intraparis.gateway.Route;
import fr.intraparis.gateway.device.DeviceKeys;
import fr.intraparis.gateway.relay.ClientLine;
import fr.intraparis.gateway.relay.FrontProxy;
import fr.intraparis.gateway.relay.Relay;
import fr.intraparis.gateway.session.SharedComputer;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.http.StrictHttp;
import fr.intraparis.kernel.http.StrictHttpFilter;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.IOStrategy;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.jspecify.annotations.Nullable;

/** Which requests go the direct way, and from when on: what is not plainly fit for it is left to the long one. */
@ApplicationScoped
public class DirectWay {
    private static final Log LOG = Log.of(DirectWay.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    /**
     * A body, or the wish for one, or another protocol: a request that only reads has none of these. A proof is good for
     * one judgement, and here a request may be judged twice.
     */
    private static final List<String> MORE_THAN_READING =
            List.of("Content-Length", "Transfer-Encoding", "Expect", "Upgrade", "Trailer", DeviceKeys.HEADER);
    /** What the door itself answers: its own pages, and a language that is chosen. */
    private static final String OWN = "/nomades/";

    private static final String LANGUAGE = "lang";
    private static final int TICK = 100;

    @Inject
    GatewayPipeline pipeline;

    @Inject
    Relay relay;

    @Inject
    FrontProxy frontProxy;

    @Inject
    @ConfigProperty(name = "nomades.direct", defaultValue = "true")
    boolean wanted = true;

    @Resource
    private @Nullable ManagedScheduledExecutorService scheduler;

    /** The local ports of the listeners that have been looked at. */
    private final Set<Integer> asked = ConcurrentHashMap.newKeySet();

    private final Map<TCPNIOTransport, Before> before = new ConcurrentHashMap<>();
    private final Map<Integer, Set<String>> hosts = new ConcurrentHashMap<>();
    private final UpstreamLines lines;
    private @Nullable ScheduledFuture<?> watch;
    private volatile boolean closed;

    /** For the container's proxy. */
    DirectWay() throws NoSuchAlgorithmException {
        lines = new UpstreamLines(SSLContext.getDefault());
    }

    @PostConstruct
    void begin() {
        if (scheduler != null) {
            watch = scheduler.scheduleWithFixedDelay(lines::endTheLate, TICK, TICK, TimeUnit.MILLISECONDS);
        }
    }

    /** Leaves the server as it was. */
    @PreDestroy
    void end() {
        closed = true;
        before.forEach((listener, was) -> {
            listener.setProcessor(was.chain());
            listener.setIOStrategy(was.strategy());
        });
        if (watch != null) {
            watch.cancel(false);
        }
        lines.close();
    }

    /** What a listener is for. */
    public enum Use {
        /** It carries what is relayed. */
        RELAY,
        /** It carries the questions of front proxies. */
        DECISIONS
    }

    /** Opens the way for the listener that this request has come by, which has just served for that use. */
    public void openFor(HttpServletRequest request, Use use) {
        if (!wanted || !request.isSecure() || !asked.add(request.getLocalPort())) {
            return;
        }
        Connection<?> line = ClientLine.of(request).connection();
        if (line != null && line.getTransport() instanceof TCPNIOTransport listener) {
            open(listener, use);
        }
    }

    private void open(TCPNIOTransport listener, Use use) {
        if (!(listener.getProcessor() instanceof FilterChain chain)) {
            return;
        }
        int reading = chain.indexOfType(HttpServerFilter.class);
        if (reading < 0) {
            return;
        }
        before.put(listener, new Before(chain, listener.getIOStrategy()));
        FilterChain direct = FilterChainBuilder.stateless()
                .addAll(chain)
                .add(reading + 1, new DirectFilter(this, use))
                .build();
        // Connections that are open keep their chain: the server copies it to each when it accepts it.
        // Who finds an event serves it, and goes on watching; the container leaves that thread by itself.
        listener.setIOStrategy(new ServingWatch());
        listener.setProcessor(direct);
        LOG.info("what only reads goes the direct way", "use", use);
    }

    /** The passage of a request that may go this way, or nothing: then the long way says what is to be said. */
    Optional<Passage> passage(HttpRequestPacket packet, FilterChainContext client) {
        if (closed) {
            return Optional.empty();
        }
        return judged(id -> {
            HeldRequest request = new HeldRequest(packet);
            if (request.getRequestURI().startsWith(OWN) || SharedComputer.is(request) || !fit(request)) {
                return Optional.empty();
            }
            Exchange exchange = Exchange.fromMemory(request, HeldRequest.NO_RESPONSE, id);
            pipeline.judge(exchange);
            Route route = exchange.route();
            return route == null
                    ? Optional.empty()
                    : relay.errand(exchange, route)
                            .map(errand -> new Passage(exchange, route, errand, relay, packet, client, lines));
        });
    }

    /** Whether a front proxy's question could be answered with yes: then the answer's head is on its response. */
    boolean decided(HttpRequestPacket packet) {
        if (closed) {
            return false;
        }
        long start = System.nanoTime();
        return judged(id -> {
                    HeldRequest request = new HeldRequest(packet);
                    if (!frontProxy.asks(request) || !fit(request)) {
                        return Optional.<Boolean>empty();
                    }
                    HeldResponse response = new HeldResponse();
                    Exchange exchange = Exchange.fromMemory(request, response, id);
                    Exchange about = frontProxy.asked(exchange);
                    if (names(about.request().getQueryString(), DeviceKeys.PARAMETER)) {
                        return Optional.<Boolean>empty();
                    }
                    pipeline.judge(about);
                    Route route = about.route();
                    if (route == null) {
                        return Optional.<Boolean>empty();
                    }
                    frontProxy.tell(about, route);
                    response.copyTo(packet.getResponse(), exchange);
                    StrictHttpFilter.log(
                            request.getMethod(),
                            request.getRequestURI(),
                            packet.getResponse().getStatus(),
                            System.nanoTime() - start,
                            StrictHttpFilter.DIRECT);
                    return Optional.of(true);
                })
                .isPresent();
    }

    /** A listener as the server has made it. */
    private record Before(FilterChain chain, IOStrategy strategy) {}

    private interface Judgement<T> {
        Optional<T> under(CorrelationId id) throws IOException;
    }

    private static <T> Optional<T> judged(Judgement<T> judgement) {
        CorrelationId id = CorrelationId.fresh().bind();
        Thread thread = Thread.currentThread();
        ClassLoader server = thread.getContextClassLoader();
        thread.setContextClassLoader(DirectWay.class.getClassLoader());
        try {
            return judgement.under(id);
        } catch (LongWay | CodedException said) {
            return Optional.empty();
        } catch (IOException | RuntimeException unexpected) {
            LOG.warn("not judged on the direct way", unexpected);
            return Optional.empty();
        } finally {
            thread.setContextClassLoader(server);
            CorrelationId.unbind();
        }
    }

    private static boolean names(@Nullable String query, String parameter) {
        return query != null && Query.parse(query).first(parameter).isPresent();
    }

    private boolean fit(HeldRequest request) {
        String query = request.getQueryString();
        return !names(query, LANGUAGE)
                && !names(query, DeviceKeys.PARAMETER)
                && !request.hasAnyOf(MORE_THAN_READING)
                && StrictHttp.judge(
                                request.getMethod(),
                                request.getRequestURI(),
                                query,
                                request.headers(),
                                METHODS,
                                hosts.computeIfAbsent(request.getLocalPort(), StrictHttpFilter::hosts))
                        == null;
    }
}
