package fr.intraparis.it.suite;

import fr.intraparis.stack.RunFile;
import fr.intraparis.stack.plan.Layout;
import fr.intraparis.stack.secret.Cast;
import fr.intraparis.stack.secret.Secrets;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The stack that {@code ./run} started, found by what it wrote into its data folder ({@code -Ddata=} for another). */
final class RunningStack {
    private RunningStack() {}

    static City city() {
        String named = System.getProperty("data", "");
        Path data = named.isEmpty() ? Layout.find().root().resolve("data") : Path.of(named);
        if (RunFile.read(Layout.find(), data).apart()) {
            throw new IllegalStateException("The suite looks for the inner WARs in one place: ./run without --apart");
        }
        Properties door = properties(data.resolve("door/configuration.properties"));
        Properties inner = properties(data.resolve("inner/configuration.properties"));
        Secrets secrets = new Secrets(data);
        Properties databases = new Properties();
        String url = door.getProperty("nomades.db-url");
        databases.setProperty("keycloak.db-url", url.replaceFirst("/intraparis$", "/keycloak"));
        databases.setProperty("keycloak.db-user", "keycloak");
        databases.setProperty("keycloak.db-password", secrets.password("db.keycloak"));
        databases.setProperty("keycloak.admin", "stack");
        databases.setProperty("keycloak.admin-password", secrets.password("keycloak.admin"));
        databases.setProperty("postgres.db-url", url);
        databases.setProperty("postgres.db-user", "postgres");
        databases.setProperty("postgres.db-password", secrets.password("db.postgres"));
        return new City(
                URI.create(door.getProperty("intraparis.origin")),
                URI.create(door.getProperty("nomades.upstream-hr")),
                URI.create("https://localhost:" + door.getProperty("nomades.internal-port")),
                URI.create(door.getProperty("intraparis.keycloak")),
                data,
                Path.of(door.getProperty("nomades.bootstrap-root")).resolve("ca.crt"),
                door,
                inner,
                databases,
                Cast.read(data).people());
    }

    private static Properties properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException missing) {
            throw new IllegalStateException(
                    "No running stack (" + file
                            + " cannot be read). Start one with ./run, or leave out -Dstack=running.",
                    missing);
        }
        return properties;
    }
}
