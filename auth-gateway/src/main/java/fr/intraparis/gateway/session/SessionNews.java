package fr.intraparis.gateway.session;

import fr.intraparis.kernel.Log;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.ds.PGSimpleDataSource;

/** Hears, on a connection of its own, which sessions have changed or ended: within milliseconds, on every node. */
final class SessionNews implements Runnable {
    static final String CHANNEL = "nomades_session";

    private static final Log LOG = Log.of(SessionNews.class);
    private static final int PATIENCE_MS = 1_000;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final Consumer<String> changed;
    private final Runnable missed;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private SessionNews(String url, String user, String password, Consumer<String> changed, Runnable missed) {
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        this.changed = changed;
        this.missed = missed;
    }

    /**
     * Listens until told to stop.
     *
     * @param changed told the session
     * @param missed called whenever the connection is made, since nobody knows what was said before
     */
    static SessionNews listen(
            ManagedThreadFactory threads,
            String url,
            String user,
            String password,
            Consumer<String> changed,
            Runnable missed) {
        SessionNews news = new SessionNews(url, user, password, changed, missed);
        Thread thread = threads.newThread(news);
        thread.setDaemon(true);
        thread.start();
        return news;
    }

    void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        boolean over = false;
        while (!over) {
            try (Connection connection = source.getConnection();
                    Statement listen = connection.createStatement()) {
                listen.execute("LISTEN " + CHANNEL);
                missed.run();
                hear(connection.unwrap(PGConnection.class));
            } catch (SQLException broken) {
                LOG.warn("the news of sessions will be heard again soon", "state", broken.getSQLState());
            }
            over = pause();
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        while (stopped.getCount() > 0) {
            PGNotification[] news = connection.getNotifications(PATIENCE_MS);
            if (news != null) {
                for (PGNotification said : news) {
                    changed.accept(said.getParameter());
                }
            }
        }
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
