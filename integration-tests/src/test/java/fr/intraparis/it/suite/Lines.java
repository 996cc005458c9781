package fr.intraparis.it.suite;

import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The lines that the suite's own stack is wired with: to each inner WAR, and to Keycloak's back channel. */
public final class Lines {
    private static final Map<String, Line> ALL = new TreeMap<>();
    private static @Nullable SSLContext certificate;

    private Lines() {}

    /** A scenario that cuts lines can't run against a stack that ./run started: it is skipped there. */
    public static void needed() {
        Assumptions.assumeFalse(Stage.attached(), "needs the suite's own stack: a running one has no lines to cut");
    }

    /** From the door to the portal. */
    public static Line portal() {
        return line("portal");
    }

    /** From the door and the portal to hr-services. */
    public static Line hr() {
        return line("hr");
    }

    /** From the door, the portal and hr-services to mail-bridge. */
    public static Line mail() {
        return line("mail");
    }

    /** From the door alone to the portal; {@link #portal()} comes after it. */
    public static Line doorToPortal() {
        return line("door-portal");
    }

    /** From the door alone to hr-services; {@link #hr()} comes after it. */
    public static Line doorToHr() {
        return line("door-hr");
    }

    /** From the door alone to mail-bridge; {@link #mail()} comes after it. */
    public static Line doorToMail() {
        return line("door-mail");
    }

    /** From the door to Keycloak's back channel. */
    public static Line keycloak() {
        return line("keycloak");
    }

    /** What the parts of the stack show as their certificate: a spoilt line speaks in their name. */
    public static SSLContext certificate() {
        if (certificate == null) {
            throw new IllegalStateException("The stack is not running");
        }
        return certificate;
    }

    static Line lay(String name, int port) {
        Line line = Line.to(name, port);
        ALL.put(name, line);
        return line;
    }

    static void speakAs(SSLContext server) {
        certificate = server;
    }

    static void close() {
        ALL.values().forEach(Line::close);
        ALL.clear();
    }

    private static Line line(String name) {
        Line line = ALL.get(name);
        if (line == null) {
            throw new IllegalStateException("No line to " + name);
        }
        return line;
    }
}
