package fr.intraparis.it.check;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One schema of the running PostgreSQL, seen from outside the product. */
public record Database(String url, String user, String password) {

    /** One row, by column name; what is null there is the empty text here. */
    public record Row(Map<String, Object> values) {
        /** The value of that column. */
        public Object get(String column) {
            Object value = values.get(column);
            if (value == null) {
                throw new IllegalArgumentException("No column " + column + " in " + values.keySet());
            }
            return value;
        }
    }

    /** A connection of its own; the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** The rows, each by column name. */
    public List<Row> rows(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            List<Row> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        Object value = result.getObject(i);
                        row.put(result.getMetaData().getColumnLabel(i), value == null ? "" : value);
                    }
                    rows.add(new Row(row));
                }
            }
            return rows;
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    /** The first column of the first row as text; empty when there is none. */
    public String value(String sql, Object... parameters) {
        List<Row> rows = rows(sql, parameters);
        return rows.isEmpty()
                ? ""
                : String.valueOf(rows.get(0).values().values().iterator().next());
    }

    /** Changes rows; how many. */
    public int change(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }
}
