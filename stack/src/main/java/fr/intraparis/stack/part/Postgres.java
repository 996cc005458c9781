package fr.intraparis.stack.part;

import fr.intraparis.stack.plan.Installation;
import fr.intraparis.stack.plan.StackPlan;
import fr.intraparis.stack.process.PartFailure;
import fr.intraparis.stack.secret.PrivateFiles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL on loopback, durable (fsync on), with a password for everybody. Database {@code keycloak} for Keycloak;
 * database {@code intraparis} with one schema and one role per WAR, of the same name, and one role that only listens.
 */
public final class Postgres implements Part {
    /** One schema and one role each. */
    public static final List<String> SCHEMAS = List.of("nomades", "hr", "mail");

    /** Hears of blocks, and can read those that are in force: the door's migration grants it. Nothing else. */
    public static final String LISTENER = "blocks";

    /** Nobody is trusted because of where he calls from. */
    private static final String ACCESS = """
            # Written by stack: passwords only, from loopback only.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final Installation installation;
    private final Path folder;
    private @Nullable EmbeddedPostgres running;

    public Postgres(Installation installation) {
        this.installation = installation;
        this.folder = installation.plan().data().resolve("postgres");
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public void start() {
        StackPlan plan = installation.plan();
        String password = installation.secrets().password("db.postgres");
        PrivateFiles.folder(folder);
        try {
            Files.createDirectories(plan.layout().postgresBinaries());
            PrivateFiles.write(log(), "");
            running = EmbeddedPostgres.builder()
                    .setPort(plan.ports().postgres())
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setOverrideWorkingDirectory(
                            plan.layout().postgresBinaries().toFile())
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setConnectConfig("password", password)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "150")
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .setServerConfig("password_encryption", "scram-sha-256")
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            prepare(password);
        } catch (IOException | SQLException | RuntimeException e) {
            throw new PartFailure(name(), String.valueOf(e.getMessage()), log(), e);
        }
    }

    private void prepare(String password) throws SQLException, IOException {
        try (Connection admin = connect("postgres", "postgres", password);
                Statement sql = admin.createStatement()) {
            Path access = folder.resolve("pg_hba.conf");
            if (!Files.readString(access).equals(ACCESS)) {
                sql.execute("ALTER ROLE postgres PASSWORD '" + password + "'");
                PrivateFiles.write(access, ACCESS);
                sql.execute("SELECT pg_reload_conf()");
            }
            role(sql, "keycloak");
            database(sql, "keycloak", "keycloak");
            database(sql, "intraparis", "postgres");
            role(sql, LISTENER);
            sql.execute("GRANT CONNECT ON DATABASE intraparis TO " + LISTENER);
            for (String schema : SCHEMAS) {
                role(sql, schema);
                sql.execute("GRANT CONNECT ON DATABASE intraparis TO " + schema);
                sql.execute(
                        "ALTER ROLE " + schema + " IN DATABASE intraparis SET search_path = " + schema + ", public");
            }
        }
        try (Connection city = connect("intraparis", "postgres", password);
                Statement sql = city.createStatement()) {
            sql.execute("CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public");
            // Who sends how many statements: for operators, and for the test that counts them page by page.
            sql.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public");
            for (String schema : SCHEMAS) {
                sql.execute("CREATE SCHEMA IF NOT EXISTS " + schema + " AUTHORIZATION " + schema);
            }
        }
    }

    private void role(Statement sql, String name) throws SQLException {
        String password = installation.secrets().password("db." + name);
        sql.execute((exists(sql, "pg_roles WHERE rolname", name) ? "ALTER" : "CREATE") + " ROLE " + name
                + " LOGIN PASSWORD '" + password + "'");
    }

    private static void database(Statement sql, String name, String owner) throws SQLException {
        if (!exists(sql, "pg_database WHERE datname", name)) {
            sql.execute("CREATE DATABASE " + name + " OWNER " + owner);
            sql.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        }
    }

    private static boolean exists(Statement sql, String where, String name) throws SQLException {
        try (ResultSet found = sql.executeQuery("SELECT 1 FROM " + where + " = '" + name + "'")) {
            return found.next();
        }
    }

    /** Gives Keycloak an empty database, whatever it had. */
    void emptyKeycloak() {
        try (Connection admin = connect("postgres", "postgres");
                Statement sql = admin.createStatement()) {
            sql.execute("DROP DATABASE IF EXISTS keycloak WITH (FORCE)");
            database(sql, "keycloak", "keycloak");
        } catch (SQLException e) {
            throw new PartFailure(name(), String.valueOf(e.getMessage()), log(), e);
        }
    }

    /** A connection as one of the roles: {@code nomades}, {@code hr}, {@code mail}, {@code blocks} or {@code postgres}. */
    public Connection connect(String database, String role) throws SQLException {
        return connect(database, role, installation.secrets().password("db." + role));
    }

    private Connection connect(String database, String role, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + installation.plan().ports().postgres() + "/" + database,
                role,
                password);
    }

    @Override
    public void stop() {
        EmbeddedPostgres server = running;
        if (server != null) {
            running = null;
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL did not stop cleanly", e);
            }
        }
    }

    @Override
    public boolean alive() {
        OptionalLong pid = pid();
        return pid.isPresent() && ProcessHandle.of(pid.getAsLong()).isPresent();
    }

    @Override
    public Path log() {
        return installation.plan().logs().resolve("postgres.log");
    }

    @Override
    public OptionalLong pid() {
        Path file = folder.resolve("postmaster.pid");
        try {
            return running != null && Files.exists(file)
                    ? OptionalLong.of(
                            Long.parseLong(Files.readAllLines(file).get(0).strip()))
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
