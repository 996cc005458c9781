package fr.intraparis.stack.plan;

import java.nio.file.Path;

/**
 * Everything that is decided before a start.
 *
 * @param data the one folder that a start writes to
 * @param bind the address of the door and of its bootstrap page; everything else is on loopback whatever it says
 * @param host the name in the address that people type; it is in the certificate
 * @param agents how many agents the demonstration city has; the cast is always there
 */
public record StackPlan(Layout layout, Path data, Ports ports, String bind, String host, MailServer mail, int agents) {
    public static final String MAIL_DOMAIN = "paris.fr";
    public static final String REALM = "nomades";

    /** The stack of the tests: free ports, a data folder of its own. */
    public static StackPlan forTests(Path data) {
        return new StackPlan(
                Layout.find(), data.toAbsolutePath(), Ports.free(), "127.0.0.1", "localhost", MailServer.JAMES, 0);
    }

    /** The same plan with another mail server. */
    public StackPlan with(MailServer other) {
        return new StackPlan(layout, data, ports, bind, host, other, agents);
    }

    /** The public address: scheme, host and port. */
    public String origin() {
        return "https://" + host + ":" + ports.door();
    }

    /** What tokens say in {@code iss}. */
    public String issuer() {
        return origin() + "/realms/" + REALM;
    }

    /** Keycloak over loopback. */
    public String keycloak() {
        return "https://localhost:" + ports.keycloak();
    }

    /** The realm over loopback: token, keys, pushed requests, logout. */
    public String realm() {
        return keycloak() + "/realms/" + REALM;
    }

    /** The three inner WARs. */
    public String inner() {
        return "https://localhost:" + ports.inner();
    }

    /** The door's listener for readiness, metrics and portal-web. */
    public String doorInternal() {
        return "https://localhost:" + ports.doorInternal();
    }

    /** The intraparis database. */
    public String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/intraparis";
    }

    /** All logs. */
    public Path logs() {
        return data.resolve("logs");
    }
}
