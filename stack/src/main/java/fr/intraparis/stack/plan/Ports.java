package fr.intraparis.stack.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ports of one installation. */
public record Ports(
        int door,
        int bootstrap,
        int doorInternal,
        int inner,
        int keycloak,
        int keycloakManagement,
        int postgres,
        int imaps,
        int smtps,
        int mailInternal) {

    /** What {@code ./run} uses unless told otherwise. */
    public static Ports defaults() {
        return new Ports(8443, 8480, 8444, 9443, 9543, 9544, 9432, 9993, 9465, 9380);
    }

    /** Ports that nobody uses now: for tests. */
    public static Ports free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            int[] port = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
            return new Ports(port[0], port[1], port[2], port[3], port[4], port[5], port[6], port[7], port[8], port[9]);
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
        names.put("keycloak", keycloak);
        names.put("keycloak-management", keycloakManagement);
        names.put("postgres", postgres);
        names.put("imaps", imaps);
        names.put("smtps", smtps);
        names.put("mail-internal", mailInternal);
        return names;
    }

    /** These ports with one of them changed; an unknown name is an error that lists the known ones. */
    public Ports with(String name, int number) {
        Map<String, Integer> names = byName();
        if (names.replace(name, number) == null) {
            throw new IllegalArgumentException("No port is named " + name + ". The ports: " + names.keySet());
        }
        List<Integer> p = List.copyOf(names.values());
        return new Ports(
                p.get(0), p.get(1), p.get(2), p.get(3), p.get(4), p.get(5), p.get(6), p.get(7), p.get(8), p.get(9));
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
