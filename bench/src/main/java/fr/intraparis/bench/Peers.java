package fr.intraparis.bench;

import fr.intraparis.bench.PeerServers.Peer;
import fr.intraparis.stack.secret.Person;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

/**
 * The door beside its peers in one interleaved run, in front of the same upstream: nginx, httpd with mod_auth_openidc,
 * nginx that asks. Prints a table with the bars beside; what it needs and how to run it is in {@code bench/README.md}.
 */
public final class Peers {
    private static final String DOOR = "the door";
    private static final String NGINX = "nginx";
    private static final String HTTPD = "httpd + mod_auth_openidc";
    private static final String BY_HAND = "httpd, endpoints by hand";
    private static final String CONSTANT = "nginx auth_request, a constant";
    private static final String ASKING = "nginx auth_request, the door";

    private final int seconds = Integer.getInteger("bench.seconds", 5);
    private final int rounds = Integer.getInteger("bench.rounds", 3);
    private final String only = System.getProperty("bench.only", "");
    private final int warm = Integer.getInteger("bench.warm-up", 60);
    private final Map<String, List<Load.Result>> results = new LinkedHashMap<>();

    private record Target(String name, ProcessHandle process, String plain, String tls, Map<String, String> headers) {
        String url(String transport, String body) {
            return (transport.equals("TLS") ? tls : plain) + PeerServers.PATH + body;
        }
    }

    private Peers() {}

    /** Runs everything. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new Peers()
                .run(Path.of(arguments.length > 0 ? arguments[0] : "bench/target/peers")
                        .toAbsolutePath());
    }

    private void run(Path folder) throws IOException, InterruptedException {
        try (BenchCity city = new BenchCity(folder.resolve("city"));
                PeerServers peers = new PeerServers(folder.resolve("servers"), city.installation)) {
            // Also when somebody loses patience: nothing of it stays behind.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                peers.close();
                city.close();
            }));
            city.start(peers.upstream);
            List<Target> targets = targets(city, peers).stream()
                    .filter(target -> target.name().contains(only))
                    .toList();
            for (Target target : targets) {
                int spell = target.process().equals(city.door()) ? warm : 5;
                for (String body : List.of("1k", "64k")) {
                    Load.run(target.url("plain", body), target.headers(), Math.max(1, spell / 4), target.process());
                    Load.run(target.url("TLS", body), target.headers(), Math.max(1, spell / 4), target.process());
                }
                System.out.println(target.name() + " is warm");
            }
            for (int round = 0; round < rounds; round++) {
                for (String transport : List.of("plain", "TLS")) {
                    for (String body : List.of("1k", "64k")) {
                        for (Target target : targets) {
                            results.computeIfAbsent(
                                            transport + " " + body + " " + target.name(), key -> new ArrayList<>())
                                    .add(Load.run(
                                            target.url(transport, body), target.headers(), seconds, target.process()));
                        }
                    }
                }
            }
            print(targets);
        }
    }

    private static List<Target> targets(BenchCity city, PeerServers peers) throws IOException, InterruptedException {
        String origin = city.installation.plan().origin();
        Person agent = person(city, "amelie.durand");
        String session =
                new FormLogin(city.trust(), at -> at).cookies(URI.create(origin + PeerServers.PATH + "1k"), agent);
        Map<String, String> browser = new HashMap<>(Map.of("User-Agent", FormLogin.BROWSER, "Cookie", session));
        Map<String, String> atDoor = new HashMap<>(browser);
        atDoor.put("Host", URI.create(origin).getAuthority());
        atDoor.put(BenchCity.SCHEME, "https");

        String secret = UUID.randomUUID().toString();
        city.register(secret);
        String keycloak = city.installation.plan().realm();
        // Keycloak names the door in its pages; the peer's login goes to Keycloak itself.
        FormLogin atKeycloak = new FormLogin(
                city.trust(),
                at -> at.toString().startsWith(origin)
                        ? URI.create(city.installation.plan().keycloak()
                                + at.toString().substring(origin.length()))
                        : at);
        Person manager = person(city, "bruno.martin");
        List<Target> targets = new ArrayList<>();
        targets.add(target(NGINX, peers.plainNginx(), browser));
        targets.add(target(HTTPD, peers.httpd(keycloak, secret), atKeycloak, manager));
        targets.add(target(
                BY_HAND, peers.httpdByHand(keycloak, city.installation.plan().issuer(), secret), atKeycloak, manager));
        targets.add(new Target(DOOR, city.door(), "http://localhost:" + city.plainPort, origin, atDoor));
        targets.add(target(CONSTANT, peers.nginxAskingAConstant(), browser));
        int internal = URI.create(city.installation.plan().doorInternal()).getPort();
        targets.add(target(ASKING, peers.nginxAskingTheDoor(internal, city.frontKey), browser));
        return targets;
    }

    private static Target target(String name, Peer httpd, FormLogin login, Person person)
            throws IOException, InterruptedException {
        login.cookies(URI.create("http://localhost:" + httpd.plain() + PeerServers.PATH + "1k"), person);
        String cookies =
                login.cookies(URI.create("https://localhost:" + httpd.tls() + PeerServers.PATH + "1k"), person);
        return target(name, httpd, Map.of("User-Agent", FormLogin.BROWSER, "Cookie", cookies));
    }

    private static Target target(String name, Peer peer, Map<String, String> headers) {
        return new Target(
                name, peer.process(), "http://localhost:" + peer.plain(), "https://localhost:" + peer.tls(), headers);
    }

    private static Person person(BenchCity city, String name) {
        return city.installation.cast().people().stream()
                .filter(person -> person.username().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void print(List<Target> targets) {
        for (String transport : List.of("plain", "TLS")) {
            for (String body : List.of("1k", "64k")) {
                System.out.printf(
                        Locale.ROOT,
                        "%n%s, %s: medians of %d interleaved rounds of %d s, 32 connections%n",
                        transport,
                        body,
                        rounds,
                        seconds);
                System.out.println("| target | requests/s | p50 ms | p99 ms | CPU µs/request of its process |");
                System.out.println("|---|---|---|---|---|");
                for (Target target : targets) {
                    String key = transport + " " + body + " " + target.name();
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | %.0f | %.2f | %.1f | %.0f |%n",
                            target.name(),
                            median(key, Load.Result::rate),
                            median(key, Load.Result::p50),
                            median(key, Load.Result::p99),
                            median(key, Load.Result::cpu));
                }
            }
        }
        if (!only.isEmpty()) {
            return;
        }
        System.out.println("\n| ratio | measured | must | goal |\n|---|---|---|---|");
        bar("1 KB requests/s beside httpd + mod_auth_openidc", "plain 1k ", DOOR, HTTPD, true, "≥ 2.5", "3.5");
        bar("1 KB CPU beside httpd + mod_auth_openidc", "plain 1k ", DOOR, HTTPD, false, "≤ 0.30", "0.20");
        bar("1 KB CPU beside nginx", "plain 1k ", DOOR, NGINX, false, "≤ 6", "4");
        bar("1 KB requests/s beside nginx", "plain 1k ", DOOR, NGINX, true, "≥ 0.25", "0.35");
        bar("64 KB requests/s beside httpd + mod_auth_openidc", "plain 64k ", DOOR, HTTPD, true, "≥ 1.8", "2.3");
        bar("64 KB CPU beside nginx", "plain 64k ", DOOR, NGINX, false, "≤ 6", "4");
        bar("TLS 1.3, 1 KB requests/s beside httpd + mod_auth_openidc", "TLS 1k ", DOOR, HTTPD, true, "≥ 2", "3");
        bar("decision mode, 1 KB requests/s beside a constant", "plain 1k ", ASKING, CONSTANT, true, "≥ 0.6", "0.8");
    }

    private void bar(String what, String run, String one, String other, boolean rate, String must, String goal) {
        ToDoubleFunction<Load.Result> figure = rate ? Load.Result::rate : Load.Result::cpu;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %s | %s |%n",
                what,
                median(run + one, figure) / median(run + other, figure),
                must,
                goal);
    }

    private double median(String key, ToDoubleFunction<Load.Result> figure) {
        double[] sorted = results.getOrDefault(key, List.of()).stream()
                .mapToDouble(figure)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}
