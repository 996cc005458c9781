package fr.intraparis.it.check;

import fr.intraparis.it.suite.City;
import java.net.URI;
import java.util.Properties;

/** The instruments of API scenarios, tuned to the running stack. */
public final class Instruments {
    private final City city;
    private final Http http;
    private final Tokens tokens;

    private Instruments(City city, Http http, Tokens tokens) {
        this.city = city;
        this.http = http;
        this.tokens = tokens;
    }

    /** Tunes them. */
    public static Instruments of(City city) {
        Http http = new Http(city.trust(), null);
        Tokens tokens = new Tokens(
                RealmKey.of(
                        keycloak(city),
                        http.get(URI.create(city.keycloak() + "/protocol/openid-connect/certs"))
                                .json()),
                city.origin() + "/realms/nomades");
        return new Instruments(city, http, tokens);
    }

    /** An HTTP client without cookies. */
    public Http http() {
        return http;
    }

    /** Tokens of the realm, right or wrong. */
    public Tokens tokens() {
        return tokens;
    }

    /** The schema of hr-services. */
    public Database hr() {
        return database(city.wars(), "hr");
    }

    /** The schema of mail-bridge. */
    public Database mail() {
        return database(city.wars(), "mail");
    }

    /** The schema of the door. */
    public Database nomades() {
        return database(city.door(), "nomades");
    }

    /** Keycloak's own database. */
    public Database keycloak() {
        return keycloak(city);
    }

    private static Database keycloak(City city) {
        return database(city.databases(), "keycloak");
    }

    private static Database database(Properties settings, String owner) {
        return new Database(
                settings.getProperty(owner + ".db-url"),
                settings.getProperty(owner + ".db-user"),
                settings.getProperty(owner + ".db-password"));
    }
}
