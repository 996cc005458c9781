package fr.intraparis.gateway.direct;

import java.io.IOException;
import java.util.logging.Logger;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOEventLifeCycleListener;
import org.glassfish.grizzly.strategies.AbstractIOStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The thread that finds an event serves it, and goes on watching. The event is switched off meanwhile, as leader/follower
 * does and the server's {@code SameThreadIOStrategy} does not: whom the server refuses, it makes deaf by that alone.
 */
@SuppressWarnings("rawtypes") // The server's word for a connection, everywhere.
final class ServingWatch extends AbstractIOStrategy {
    private static final Logger SERVER = Logger.getLogger(ServingWatch.class.getName());

    @Override
    public boolean executeIoEvent(Connection connection, IOEvent event, boolean enabled) throws IOException {
        @Nullable IOEventLifeCycleListener afterwards = null;
        if (isReadWrite(event)) {
            if (enabled) {
                connection.disableIOEvent(event);
            }
            afterwards = ENABLE_INTEREST_LIFECYCLE_LISTENER;
        }
        fireIOEvent(connection, event, afterwards, SERVER);
        return true;
    }
}
