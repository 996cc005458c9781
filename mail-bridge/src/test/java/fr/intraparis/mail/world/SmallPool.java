package fr.intraparis.mail.world;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/** Real connections to a local PostgreSQL, but only so many at once, as a pool gives them. */
public final class SmallPool extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    private final Semaphore places;
    private final Duration patience;
    private final AtomicInteger left;

    /**
     * Connections to the database at that port.
     *
     * @param size how many at once; who waits longer than {@code patience} gets none
     * @param inAll how many before the database is gone
     */
    public SmallPool(int port, int size, Duration patience, int inAll) {
        setServerNames(new String[] {"localhost"});
        setPortNumbers(new int[] {port});
        setDatabaseName("postgres");
        setUser("postgres");
        this.places = new Semaphore(size);
        this.patience = patience;
        this.left = new AtomicInteger(inAll);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (left.getAndDecrement() <= 0) {
            throw new SQLException("the database is gone");
        }
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLException("the pool is empty");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException(e);
        }
        Connection real = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                SmallPool.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (method.getName().equals("close")) {
                            places.release();
                        }
                    }
                });
    }
}
