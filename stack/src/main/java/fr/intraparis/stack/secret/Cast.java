package fr.intraparis.stack.secret;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The people of the demonstration city who can log in. */
public record Cast(List<Person> people) {
    /** Makes or reads the cast's secrets and writes {@code people.properties} (0600). */
    public static Cast of(Path data, Secrets secrets) {
        List<Person> people = List.of(
                person(secrets, "amelie.durand", "Amélie Durand", "4100001", "agent", "Voirie", true),
                person(secrets, "bruno.martin", "Bruno Martin", "4100002", "manager", "Voirie", true),
                person(secrets, "chloe.bernard", "Chloé Bernard", "4100003", "agent", "Voirie", true),
                person(secrets, "david.petit", "David Petit", "4100004", "it-admin", "DSIN", true),
                person(secrets, "elise.moreau", "Élise Moreau", "4100005", "finance-admin", "Finances", true),
                person(secrets, "farid.haddad", "Farid Haddad", "4100006", "hr-admin", "RH", true),
                person(secrets, "gaelle.roux", "Gaëlle Roux", "4100008", "manager", "Écoles", true),
                person(secrets, "hugo.leroy", "Hugo Leroy", "4100007", "agent", "Écoles", false),
                person(secrets, "ines.faure", "Inès Faure", "4100009", "it-admin", "DSIN", true));
        StringBuilder text = new StringBuilder("# Who can log in. Written at each start by ./run.\n");
        for (Person person : people) {
            String start = person.username() + ".";
            text.append(start).append("name=").append(person.name()).append('\n');
            text.append(start).append("agent-id=").append(person.agentId()).append('\n');
            text.append(start).append("role=").append(person.role()).append('\n');
            text.append(start).append("department=").append(person.department()).append('\n');
            text.append(start).append("password=").append(person.password()).append('\n');
            if (person.totp() != null) {
                text.append(start).append("totp=").append(person.totp()).append('\n');
            }
        }
        PrivateFiles.write(data.resolve("people.properties"), text.toString());
        return new Cast(people);
    }

    /** Reads the cast of a stack that runs from that data folder. */
    public static Cast read(Path data) {
        Properties text = new Properties();
        try {
            text.load(new StringReader(Files.readString(data.resolve("people.properties"))));
        } catch (IOException e) {
            throw new UncheckedIOException("No people in " + data + ": has ./run been started there?", e);
        }
        return new Cast(text.stringPropertyNames().stream()
                .filter(key -> key.endsWith(".password"))
                .map(key -> key.substring(0, key.length() - ".password".length()))
                .sorted()
                .map(username -> new Person(
                        username,
                        text.getProperty(username + ".name", ""),
                        text.getProperty(username + ".agent-id", ""),
                        text.getProperty(username + ".role", ""),
                        text.getProperty(username + ".department", ""),
                        text.getProperty(username + ".password", ""),
                        text.getProperty(username + ".totp")))
                .toList());
    }

    /** The person of that name; an error that lists the cast otherwise. */
    public Person person(String username) {
        return people.stream()
                .filter(person -> person.username().equals(username))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nobody is called " + username + ". The cast: "
                        + people.stream().map(Person::username).toList()));
    }

    private static Person person(
            Secrets secrets,
            String username,
            String name,
            String agentId,
            String role,
            String department,
            boolean hasDevice) {
        @Nullable String totp = hasDevice ? secrets.totp("user." + username + ".totp") : null;
        return new Person(
                username,
                name,
                agentId,
                role,
                department,
                secrets.personPassword("user." + username + ".password"),
                totp);
    }
}
