package fr.intraparis.it.scenario.block;

import fr.intraparis.it.check.Http;
import fr.intraparis.it.check.Instruments;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.Eventually;
import fr.intraparis.stack.secret.Person;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Somebody who holds the tokens of a session and asks the inner WARs directly: no door stands before them. */
final class Bearer {
    /** Each with something that any agent may see there. */
    enum War {
        PORTAL("portal-web", "/intraparis/leave", "/intraparis/mailbox/compose"),
        HR("hr-services", "/hr/api/payslips", "/hr/api/me"),
        MAIL("mail-bridge", "/mail/api/messages?size=1", "/mail/api/messages?size=0");

        final String audience;
        final String path;
        /** Costs the WAR little, so that a question that is asked again and again does not slow down what is measured. */
        final String light;

        War(String audience, String path, String light) {
            this.audience = audience;
            this.path = path;
            this.light = light;
        }
    }

    private static final long STEP = Duration.ofMillis(5).toNanos();

    private final City city;
    private final Http http;
    private final Map<War, String> tokens = new EnumMap<>(War.class);

    private Bearer(City city, Instruments instruments) {
        this.city = city;
        this.http = instruments.http();
    }

    /** With tokens of that person's session, signed by the realm as the door has them. */
    static Bearer of(City city, Instruments instruments, Person person, String subject, String sid) {
        Bearer bearer = new Bearer(city, instruments);
        for (War war : War.values()) {
            bearer.tokens.put(
                    war,
                    instruments
                            .tokens()
                            .signed(instruments
                                    .tokens()
                                    .claims(person, war.audience, "agent")
                                    .subject(subject)
                                    .claim("sid", sid)));
        }
        return bearer;
    }

    /** With those tokens. */
    static Bearer of(City city, Instruments instruments, Map<War, String> tokens) {
        Bearer bearer = new Bearer(city, instruments);
        bearer.tokens.putAll(tokens);
        return bearer;
    }

    String token(War war) {
        return tokens.getOrDefault(war, "");
    }

    /** As a program asks: a refusal is then a problem. */
    Http.Answer askAsProgram(War war) {
        return askAsProgram(war, war.path);
    }

    private Http.Answer askAsProgram(War war, String path) {
        return http.get(city.behind(path), "Authorization", "Bearer " + token(war), "Accept", "application/json");
    }

    Http.Answer send(String method, String path, String body, String... more) {
        List<String> headers =
                new ArrayList<>(List.of("Authorization", "Bearer " + token(War.MAIL), "Accept", "application/json"));
        headers.addAll(List.of(more));
        return http.send(method, URI.create(city.behind(path).toString()), body, headers.toArray(String[]::new));
    }

    /** What each says, such as « 200 » or « 401 NOM-SES-009 ». */
    Map<War, String> told() {
        Map<War, String> told = new LinkedHashMap<>();
        for (War war : War.values()) {
            Http.Answer answer = askAsProgram(war);
            told.put(war, (answer.status() + " " + answer.code()).strip());
        }
        return told;
    }

    /** Asks all of them until each says that, side by side; when each did, counted from {@code start}. */
    Map<War, CompletableFuture<Duration>> until(String wanted, long start, Duration deadline) {
        Map<War, CompletableFuture<Duration>> heard = new EnumMap<>(War.class);
        for (War war : War.values()) {
            heard.put(
                    war,
                    CompletableFuture.supplyAsync(
                            () -> {
                                while (true) {
                                    Http.Answer answer = askAsProgram(war, war.light);
                                    String told = (answer.status() + " " + answer.code()).strip();
                                    Duration took = Duration.ofNanos(System.nanoTime() - start);
                                    if (told.startsWith(wanted)) {
                                        return took;
                                    }
                                    if (took.compareTo(deadline) > 0) {
                                        throw new AssertionError(
                                                war + " still says " + told + " after " + took + ", not " + wanted);
                                    }
                                    LockSupport.parkNanos(STEP);
                                }
                            },
                            task -> new Thread(task).start()));
        }
        return heard;
    }

    /** Waits until all of them say that. */
    void await(String wanted, Duration deadline) {
        Eventually.until(
                "all say " + wanted,
                deadline,
                () -> told().values().stream().allMatch(told -> told.startsWith(wanted)));
    }
}
