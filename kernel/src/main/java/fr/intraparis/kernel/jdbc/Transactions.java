package fr.intraparis.kernel.jdbc;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Transactions of one schema, plain JDBC. */
public final class Transactions {
    private final DataSource source;

    /** @param source connections whose role and search path are the schema's */
    public Transactions(DataSource source) {
        this.source = source;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it; whatever it throws rolls everything back. */
        T on(Connection connection) throws SQLException;
    }

    /**
     * Does the work, all or nothing.
     *
     * @throws CodedException {@link ErrorCode#SYS_DATABASE} when the database fails
     */
    public <T> T inTransaction(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new CodedException(ErrorCode.SYS_DATABASE, "", e);
        }
    }
}
