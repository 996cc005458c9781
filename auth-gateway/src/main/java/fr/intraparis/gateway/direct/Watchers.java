package fr.intraparis.gateway.direct;

import fr.intraparis.kernel.Log;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.util.logging.Logger;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Context;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOEventLifeCycleListener;
import org.glassfish.grizzly.Processor;
import org.glassfish.grizzly.asyncqueue.AsyncQueue;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.NIOTransport;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.glassfish.grizzly.strategies.AbstractIOStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Who serves what a watching thread finds: the thread itself, which goes on watching afterwards, as long as nothing makes
 * it wait; else it hands the watch over first and serves then. The server's own leader/follower hands over at once and
 * always, which is dearer than to relay a request.
 */
@SuppressWarnings("rawtypes") // The server says so, everywhere.
final class Watchers extends AbstractIOStrategy {
    private static final Logger SERVER = Logger.getLogger(Watchers.class.getName());
    private static final Log LOG = Log.of(Watchers.class);

    private final Processor direct;
    private final UpstreamLines lines;

    /** @param direct the chain of the listener's connections, which leaves the watch before it goes into the container */
    Watchers(Processor direct, UpstreamLines lines) {
        this.direct = direct;
        this.lines = lines;
    }

    @Override
    public boolean executeIoEvent(Connection connection, IOEvent event, boolean enabled) throws IOException {
        boolean io = isReadWrite(event);
        boolean always = getThreadPoolFor(connection, event) == null;
        if (always && io && enabled) {
            connection.disableIOEvent(event);
        }
        Turn turn = new Turn(connection, event, io && enabled && !always);
        Processor chain = connection.getProcessor();
        if (always || chain == direct || lines.reads(chain)) {
            Watch.keep(turn);
        } else {
            turn.run();
        }
        try {
            fireIOEvent(connection, event, io ? turn : null, SERVER);
        } finally {
            Watch.end();
        }
        return !turn.handedOver;
    }

    /** One event: while it is served the connection is not watched, if that is by a thread without the watch, or later. */
    private static final class Turn extends IOEventLifeCycleListener.Adapter implements Runnable {
        private final Connection connection;
        private final IOEvent event;
        private volatile boolean watched;
        private volatile boolean served;
        private boolean handedOver;

        Turn(Connection connection, IOEvent event, boolean watched) {
            this.connection = connection;
            this.event = event;
            this.watched = watched;
        }

        /** Hands the watch over. */
        @Override
        public void run() {
            try {
                unwatch();
            } catch (IOException | CancelledKeyException closed) {
                LOG.info("a connection ended while it was served", "cause", closed.getMessage());
            }
            SelectorRunner watch = ((NIOConnection) connection).getSelectorRunner();
            watch.postpone();
            // So that who comes looks also at the tasks that are left from an unfinished round.
            ((NIOTransport) connection.getTransport()).getSelectorHandler().enque(watch, () -> true, null);
            connection.getTransport().getWorkerThreadPool().execute(watch);
            handedOver = true;
        }

        private void unwatch() throws IOException {
            // What has been served to its end may be watched by whoever watches.
            if (watched && !served) {
                watched = false;
                connection.disableIOEvent(event);
            }
        }

        @Override
        public void onContextSuspend(Context context) throws IOException {
            unwatch();
        }

        @Override
        public void onContextManualIOEventControl(Context context) throws IOException {
            unwatch();
        }

        @Override
        public void onReregister(Context context) throws IOException {
            onComplete(context, null);
        }

        @Override
        public void onComplete(Context context, @Nullable Object data) throws IOException {
            served = true;
            if (watched) {
                return;
            }
            if (AsyncQueue.EXPECTING_MORE_OPTION.equals(data)) {
                connection.simulateIOEvent(event);
            } else {
                connection.enableIOEvent(event);
            }
        }
    }
}
