package fr.intraparis.stack.plan;

import java.nio.file.Path;

/**
 * Everything that is decided before a start.
 *
 * @param data the one folder that a start writes to
 * @param bind the address of the door and of its bootstrap page; everything else is on loopback whatever it says
 * @param host the name in the address that people type; it is in the certificate
 * @param apart whether each inner WAR has a process of its own
 * @param agents how many agents the demonstration city has; the cast is always there
 */
public record StackPlan(
        Layout layout, Path data, Ports ports, String bind, String host, boolean apart, MailServer mail, int agents) {
    public static final String MAIL_DOMAIN = "paris.fr";
    public static final String REALM = "nomades";

    /** The stack of the tests: free ports, a data folder of its own. */
    public static StackPlan forTests(Path data) {
        return new StackPlan(
                Layout.find(),
                data.toAbsolutePath(),
                Ports.free(),
                "127.0.0.1",
                "localhost",
                false,
                MailServer.JAMES,
                0);
    }

    /** The same plan with another mail server. */
    public StackPlan with(MailServer other) {
        return new StackPlan(layout, data, ports, bind, host, apart, other, agents);
    }

    /** The same plan with each inner WAR in a process of its own. */
    public StackPlan withWarsApart() {
        return new StackPlan(layout, data, ports, bind, host, true, mail, agents);
    }

    /** The public address: scheme, host and port. */
    public String origin() {
        return "https://" + authority(ports.door(), 443);
    }

    /** Where the page stands that explains which certificate to trust. */
    public String bootstrap() {
        return "http://" + authority(ports.bootstrap(), 80);
    }

    /** As a browser writes it: without the port that goes without saying. */
    private String authority(int port, int usual) {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == usual ? name : name + ":" + port;
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

    /** The three inner WARs, or portal-web alone. */
    public String inner() {
        return "https://localhost:" + ports.inner();
    }

    /** Where hr-services is. */
    public String hr() {
        return apart ? "https://localhost:" + ports.hr() : inner();
    }

    /** Where mail-bridge is. */
    public String mailBridge() {
        return apart ? "https://localhost:" + ports.mailBridge() : inner();
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
