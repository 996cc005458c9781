package fr.intraparis.stack.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports of one installation.
 *
 * @param inner the inner WARs together, or portal-web when each has its own process
 * @param hr hr-services, when it has its own process
 * @param mailBridge mail-bridge, when it has its own process
 */
public record Ports(
        int door,
        int bootstrap,
        int doorInternal,
        int inner,
        int hr,
        int mailBridge,
        int keycloak,
        int keycloakManagement,
        int postgres,
        int imaps,
        int smtps) {

    /** What {@code ./run} uses unless told otherwise. */
    public static Ports defaults() {
        return new Ports(8443, 8480, 8444, 9443, 9444, 9445, 9543, 9544, 9432, 9993, 9465);
    }

    /** Ports that nobody uses now: for tests. */
    public static Ports free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 11; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            int[] port = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
            return of(port);
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on loopback", e);
        } finally {
            for (ServerSocket socket : held) {
                close(socket);
            }
        }
    }

    /** Each port by the name that {@code ./run --port NAME=NUMBER} takes. */
    public Map<String, Integer> byName() {
        Map<String, Integer> names = new LinkedHashMap<>();
        names.put("door", door);
        names.put("bootstrap", bootstrap);
        names.put("door-internal", doorInternal);
        names.put("inner", inner);
        names.put("hr", hr);
        names.put("mail-bridge", mailBridge);
        names.put("keycloak", keycloak);
        names.put("keycloak-management", keycloakManagement);
        names.put("postgres", postgres);
        names.put("imaps", imaps);
        names.put("smtps", smtps);
        return names;
    }

    /** These ports with one of them changed; an unknown name is an error that lists the known ones. */
    public Ports with(String name, int number) {
        Map<String, Integer> names = byName();
        if (names.replace(name, number) == null) {
            throw new IllegalArgumentException("No port is named " + name + ". The ports: " + names.keySet());
        }
        return of(names.values().stream().mapToInt(Integer::intValue).toArray());
    }

    /** In the order of {@link #byName()}. */
    private static Ports of(int... p) {
        return new Ports(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10]);
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
