package fr.intraparis.gateway.direct;

import fr.intraparis.kernel.Log;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.http.ContentEncoding;
import org.glassfish.grizzly.http.HttpClientFilter;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.NIOTransport;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.glassfish.grizzly.nio.transport.TCPNIOConnectorHandler;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.glassfish.grizzly.ssl.SSLFilter;
import org.glassfish.grizzly.threadpool.Threads;
import org.jspecify.annotations.Nullable;

/** The connections to the upstreams, each with the passage that it serves or kept for the next, and who is under way. */
@SuppressWarnings("rawtypes") // The server's word for a connection, everywhere.
final class UpstreamLines extends BaseFilter {
    private static final Log LOG = Log.of(UpstreamLines.class);
    private static final Attribute<Passage> PASSAGE =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("fr.intraparis.direct");

    private static final Attribute<Long> BEGUN =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("fr.intraparis.direct.begun");
    /** So that an upstream that has moved is found, as on the long way. */
    private static final long LONGEST_KEPT = TimeUnit.MINUTES.toNanos(5);
    /** Of an upstream's answer. */
    private static final int LONGEST_HEAD = 32 * 1024;

    /** Where a kept connection goes, and who watches it: best the watcher of the client's. */
    private record Place(URI upstream, SelectorRunner watcher) {}

    private final Map<Place, Deque<Connection>> kept = new ConcurrentHashMap<>();
    private final Set<Passage> underWay = ConcurrentHashMap.newKeySet();
    private final FilterChain plain = FilterChainBuilder.stateless()
            .add(new TransportFilter())
            .add(reading())
            .add(this)
            .build();
    private final FilterChain tls;
    private volatile boolean closed;

    /** @param trust whom the upstreams' certificates are believed from */
    UpstreamLines(SSLContext trust) {
        SSLParameters named = new SSLParameters();
        // The certificate is of the name that was asked for (RFC 2818, 3.1).
        named.setEndpointIdentificationAlgorithm("HTTPS");
        SSLEngineConfigurator client = new SSLEngineConfigurator(trust, true, false, false).setSSLParameters(named);
        tls = FilterChainBuilder.stateless()
                .add(new TransportFilter())
                .add(new SSLFilter(client, client))
                .add(reading())
                .add(this)
                .build();
    }

    /** As it comes: nothing is unpacked on its way. */
    private static HttpClientFilter reading() {
        HttpClientFilter filter = new HttpClientFilter(LONGEST_HEAD) {
            @Override
            public NextAction handleRead(FilterChainContext line) throws IOException {
                Passage passage = PASSAGE.get(line.getConnection());
                if (passage == null || passage.over()) {
                    // Nobody has asked: not one byte of it may be found by whom the connection is lent next.
                    end(line.getConnection());
                    return line.getStopAction();
                }
                return super.handleRead(line);
            }
        };
        for (ContentEncoding packed : filter.getContentEncodings()) {
            filter.removeContentEncoding(packed);
        }
        return filter;
    }

    /** Gives the passage a connection: one that is kept, else a new one, as soon as it is there. */
    void lend(Passage passage, URI upstream, NIOConnection client) {
        underWay.add(passage);
        Connection line = kept(upstream, client);
        if (line == null) {
            // A name may take its time to be resolved.
            offTheWatch(client, () -> {
                try {
                    connect(passage, upstream, client);
                } catch (RuntimeException unreachable) {
                    LOG.warn("no way to an upstream", unreachable);
                    passage.giveBack();
                }
            });
        } else {
            PASSAGE.set(line, passage);
            passage.send(line);
        }
    }

    /** What may wait is not done by a thread that watches. */
    static void offTheWatch(Connection client, Runnable work) {
        if (Threads.isService()) {
            client.getTransport().getWorkerThreadPool().execute(work);
        } else {
            work.run();
        }
    }

    private @Nullable Connection kept(URI upstream, NIOConnection client) {
        Connection near = open(idle(upstream, client));
        if (near != null) {
            return near;
        }
        for (Map.Entry<Place, Deque<Connection>> other : kept.entrySet()) {
            Connection far = other.getKey().upstream().equals(upstream) ? open(other.getValue()) : null;
            if (far != null) {
                return far;
            }
        }
        return null;
    }

    private static @Nullable Connection open(Deque<Connection> idle) {
        Connection line = idle.pollFirst();
        while (line != null && !line.isOpen()) {
            line = idle.pollFirst();
        }
        return line;
    }

    private void connect(Passage passage, URI upstream, NIOConnection client) {
        TCPNIOConnectorHandler connector = new TCPNIOConnectorHandler((TCPNIOTransport) client.getTransport()) {
            @Override
            protected void preConfigure(Connection begun) {
                BEGUN.set(begun, System.nanoTime());
                passage.awaits(begun);
            }
        };
        connector.setProcessor(upstream.getScheme().equals("https") ? tls : plain);
        connector.connect(
                new InetSocketAddress(upstream.getHost(), port(upstream)),
                (SocketAddress) null,
                new EmptyCompletionHandler<Connection>() {
                    @Override
                    public void completed(Connection fresh) {
                        PASSAGE.set(fresh, passage);
                        passage.send(fresh);
                    }

                    @Override
                    public void failed(Throwable down) {
                        passage.giveBack();
                    }

                    @Override
                    public void cancelled() {
                        passage.giveBack();
                    }
                });
    }

    private static int port(URI upstream) {
        if (upstream.getPort() >= 0) {
            return upstream.getPort();
        }
        return upstream.getScheme().equals("https") ? 443 : 80;
    }

    /** Takes it back for the next; may be called after it has been dropped. */
    void keep(URI upstream, Connection line) {
        if (PASSAGE.remove(line) == null || !line.isOpen()) {
            return;
        }
        // It forgets all of that when it is closed meanwhile.
        Long begun = BEGUN.get(line);
        if (closed || begun == null || System.nanoTime() - begun > LONGEST_KEPT) {
            end(line);
        } else {
            idle(upstream, (NIOConnection) line).addFirst(line);
        }
    }

    /** Hangs up: nobody reads the rest. */
    void drop(Connection line) {
        PASSAGE.remove(line);
        end(line);
    }

    /** Ends it for the peer too: a channel is only closed to its end by the next look of its selector. */
    static void end(Connection line) {
        line.terminateSilently();
        NIOConnection ended = (NIOConnection) line;
        ((NIOTransport) ended.getTransport()).getSelectorHandler().enque(ended.getSelectorRunner(), () -> true, null);
    }

    void over(Passage passage) {
        underWay.remove(passage);
    }

    /** Called every now and then. */
    void endTheLate() {
        long now = System.nanoTime();
        for (Passage passage : underWay) {
            try {
                passage.endIfLate(now);
            } catch (RuntimeException notThisOne) {
                // Who is not looked after at all would keep a place for ever.
                LOG.warn("a passage could not be ended", notThisOne);
            }
        }
    }

    /** What is under way ends with it: nobody would look after it. */
    void close() {
        closed = true;
        underWay.forEach(Passage::end);
        kept.values().forEach(idle -> idle.forEach(Connection::closeSilently));
    }

    private Deque<Connection> idle(URI upstream, NIOConnection of) {
        return kept.computeIfAbsent(new Place(upstream, of.getSelectorRunner()), at -> new ConcurrentLinkedDeque<>());
    }

    @Override
    public NextAction handleRead(FilterChainContext line) {
        Passage passage = PASSAGE.get(line.getConnection());
        if (passage == null) {
            end(line.getConnection());
            return line.getStopAction();
        }
        HttpContent part = line.getMessage();
        if (HttpContent.isBroken(part)) {
            end(line.getConnection());
            return line.getStopAction();
        }
        return passage.received(line, (HttpResponsePacket) part.getHttpHeader(), part.getContent(), part.isLast());
    }

    @Override
    public NextAction handleClose(FilterChainContext line) {
        Passage passage = PASSAGE.remove(line.getConnection());
        if (passage == null) {
            kept.values().forEach(idle -> idle.remove(line.getConnection()));
        } else {
            passage.upstreamGone();
        }
        return line.getInvokeAction();
    }

    @Override
    public void exceptionOccurred(FilterChainContext line, Throwable garbled) {
        end(line.getConnection());
    }
}
