package fr.intraparis.gateway.relay;

import fr.intraparis.gateway.Upstream;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The servers behind the door: where they are, the kept connections to them, and how many requests each may have in
 * hand. A request holds one of the server's 200 threads until it is answered, so that no upstream may hold so many that
 * the others wait for it.
 */
final class Upstreams {
    /** A burst is let through a moment later; a jam is said at once. */
    private static final Duration BURST = Duration.ofMillis(200);

    private final Map<Upstream, HttpHost> hosts = new EnumMap<>(Upstream.class);
    private final Map<Upstream, List<URI>> origins = new EnumMap<>(Upstream.class);
    private final Map<Upstream, Semaphore> places = new EnumMap<>(Upstream.class);
    private final PoolingHttpClientConnectionManager kept;
    private final MinimalHttpClient client;

    /** A request's place at an upstream, until the answer is over. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Opens the pool.
     *
     * @param origin ours, as the browser knows it
     * @param concurrency how many requests each upstream may have in hand
     */
    Upstreams(Map<Upstream, URI> bases, URI origin, Duration connect, Duration silence, int concurrency) {
        bases.forEach((upstream, base) -> {
            hosts.put(upstream, new HttpHost(base.getScheme(), base.getHost(), base.getPort()));
            origins.put(upstream, List.of(origin, base));
            places.put(upstream, new Semaphore(concurrency));
        });
        // Several upstreams may be one server: the places are counted above, so that the pool never says no.
        int connections = concurrency * bases.size();
        kept = PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(connections)
                .setTlsSocketStrategy(DefaultClientTlsStrategy.createSystemDefault())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connect))
                        .setSocketTimeout(Timeout.of(silence))
                        // What sends is not sent twice, so that a connection that has ended meanwhile must be noticed
                        // before; to look takes a millisecond, which under load no connection waits for.
                        .setValidateAfterInactivity(TimeValue.ofMilliseconds(100))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build();
        client = HttpClients.createMinimal(kept);
    }

    /** The kept connections. */
    MinimalHttpClient client() {
        return client;
    }

    /** Lets go of connections that nobody uses: of one that was found closed, the others are no better. */
    void forgetKept() {
        kept.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }

    /** Where it is. */
    HttpHost host(Upstream upstream) {
        return known(hosts, upstream);
    }

    /** The origins that are the door to the browser when this upstream names them. */
    List<URI> origins(Upstream upstream) {
        return known(origins, upstream);
    }

    /**
     * Takes a place.
     *
     * @throws CodedException {@link ErrorCode#REL_BUSY} when all are taken and stay so
     */
    Place enter(Upstream upstream) {
        Semaphore free = known(places, upstream);
        try {
            if (!free.tryAcquire() && !free.tryAcquire(BURST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CodedException(ErrorCode.REL_BUSY, upstream.name());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CodedException(ErrorCode.REL_BUSY, upstream.name(), stopping);
        }
        return free::release;
    }

    /** Takes one, if one is free. */
    Optional<Place> enterAtOnce(Upstream upstream) {
        Semaphore free = known(places, upstream);
        return free.tryAcquire() ? Optional.of(free::release) : Optional.empty();
    }

    void close() {
        client.close(CloseMode.GRACEFUL);
    }

    private static <T> T known(Map<Upstream, T> map, Upstream upstream) {
        T found = map.get(upstream);
        if (found == null) {
            throw new IllegalStateException("nothing to relay to: " + upstream);
        }
        return found;
    }
}
