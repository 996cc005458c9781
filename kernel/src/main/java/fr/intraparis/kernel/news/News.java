package fr.intraparis.kernel.news;

import fr.intraparis.kernel.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Hears one channel of PostgreSQL on a connection of its own: within milliseconds of the commit, in every process that
 * listens. A connection that has died without a word is found out within seconds, and made anew.
 */
public final class News implements Runnable {
    private static final Log LOG = Log.of(News.class);
    private static final int PATIENCE_MS = 1_000;
    private static final int PROOF_S = 2;
    private static final Duration RETRY = Duration.ofSeconds(1);

    /**
     * Where it is said.
     *
     * @param user who may do no more than what the listener needs
     */
    public record Place(String url, String user, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return user + " at " + url;
        }
    }

    /** Who listens. Everything is called by one thread, on the connection that listens. */
    public interface Ear {
        /** The connection is new: nobody knows what was said before. */
        void connected(Connection connection) throws SQLException;

        /** What was said, each thing once. */
        void heard(Connection connection, Set<String> said) throws SQLException;

        /** Nothing was said for a second, and the connection lives. */
        default void still(Connection connection) throws SQLException {}
    }

    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final String channel;
    private final Ear ear;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile long alive;
    private volatile boolean connected;

    private News(Place place, String channel, Ear ear) {
        source.setUrl(place.url());
        source.setUser(place.user());
        source.setPassword(place.password());
        source.setConnectTimeout(PROOF_S);
        source.setLoginTimeout(PROOF_S);
        source.setSocketTimeout(PROOF_S);
        source.setApplicationName("news of " + channel);
        this.channel = channel;
        this.ear = ear;
    }

    /** Listens until told to stop, on a thread of its own. */
    public static News listen(ThreadFactory threads, Place place, String channel, Ear ear) {
        News news = new News(place, channel, ear);
        Thread thread = threads.newThread(news);
        thread.setDaemon(true);
        thread.start();
        return news;
    }

    /** Stops listening. */
    public void stop() {
        stopped.countDown();
    }

    /** Whether something may have been said for longer than that without being heard; true before the first connection. */
    public boolean deaf(Duration longest) {
        return !connected || System.nanoTime() - alive > longest.toNanos();
    }

    @Override
    public void run() {
        boolean over = false;
        while (!over) {
            try (Connection connection = source.getConnection();
                    Statement listen = connection.createStatement()) {
                listen.execute("LISTEN " + channel);
                ear.connected(connection);
                lives();
                hear(connection);
            } catch (SQLException broken) {
                LOG.warn("the news will be heard again soon", "channel", channel, "state", broken.getSQLState());
            } catch (RuntimeException unexpected) {
                LOG.error("the news could not be taken in, and will be heard again soon", unexpected);
            }
            over = pause();
        }
    }

    private void hear(Connection connection) throws SQLException {
        PGConnection line = connection.unwrap(PGConnection.class);
        while (stopped.getCount() > 0) {
            PGNotification[] news = line.getNotifications(PATIENCE_MS);
            if (news != null && news.length > 0) {
                Set<String> said = new LinkedHashSet<>();
                for (PGNotification one : news) {
                    said.add(one.getParameter());
                }
                ear.heard(connection, said);
            } else if (connection.isValid(PROOF_S)) {
                ear.still(connection);
            } else {
                throw new SQLException("no sign of life", "08006");
            }
            lives();
        }
    }

    private void lives() {
        alive = System.nanoTime();
        connected = true;
    }

    private boolean pause() {
        try {
            return stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
