package fr.intraparis.hr;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL with our tables and the demonstration city, one for all tests of the module. */
public final class TestDatabase {
    private static final TestDatabase ONE = new TestDatabase();

    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final EntityManagerFactory entities;

    private TestDatabase() {
        try {
            Path folder = Files.createDirectories(Path.of("target", "postgres").toAbsolutePath());
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.toFile())
                    .setServerConfig("max_connections", "120")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    postgres.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE hr LOGIN; CREATE SCHEMA hr AUTHORIZATION hr;"
                        + " ALTER ROLE hr SET search_path = hr, public; CREATE EXTENSION btree_gist SCHEMA public");
            }
            source.setServerNames(new String[] {"localhost"});
            source.setPortNumbers(new int[] {postgres.getPort()});
            source.setDatabaseName("postgres");
            source.setUser("hr");
            Flyway.configure()
                    .dataSource(source)
                    .defaultSchema("hr")
                    .createSchemas(false)
                    .locations("classpath:db/migration/hr")
                    .load()
                    .migrate();
            run(Path.of("src", "main", "demo", "city.sql"));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
        entities = Persistence.createEntityManagerFactory(
                "hr",
                Map.of(
                        "jakarta.persistence.transactionType",
                        "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource",
                        "",
                        "jakarta.persistence.nonJtaDataSource",
                        source));
    }

    /** The one of this module. */
    public static TestDatabase get() {
        return ONE;
    }

    /** Its connections. */
    public DataSource source() {
        return source;
    }

    /** Its entities. */
    public EntityManagerFactory entities() {
        return entities;
    }

    /** Runs a script in one go. */
    public void run(Path script) throws IOException, SQLException {
        execute(Files.readString(script));
    }

    /** Runs one statement, or many. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one number that a query gives. */
    public long number(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
