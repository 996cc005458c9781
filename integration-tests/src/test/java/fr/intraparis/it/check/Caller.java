package fr.intraparis.it.check;

import fr.intraparis.stack.secret.Person;
import java.util.List;

/**
 * Who calls an API, with the roles that the realm gives them.
 *
 * @param client the client that the token was made for
 * @param passkey whether the last proof was a passkey; else a code
 */
public record Caller(Person person, String client, boolean passkey, List<String> roles) {

    /** Somebody who came in by the door with a code. */
    public static Caller of(Person person, String... roles) {
        return new Caller(person, "auth-gateway", false, List.of(roles));
    }

    /** Somebody who came in by the door with a passkey. */
    public static Caller withPasskey(Person person, String... roles) {
        return new Caller(person, "auth-gateway", true, List.of(roles));
    }

    /** A service of the city under its own name. */
    public static Caller service(String client, String... roles) {
        return new Caller(
                new Person("service-account-" + client, client, "", "", "", "", null), client, false, List.of(roles));
    }

    /** A token of the realm for that audience, right in everything. */
    String token(Tokens tokens, String audience) {
        var claims = tokens.claims(person, audience, roles.toArray(String[]::new))
                .claim("azp", client)
                .claim("agent_id", person.agentId().isEmpty() ? null : person.agentId());
        return tokens.signed(passkey ? claims.claim("acr", "phr").claim("amr", List.of("pwd", "hwk")) : claims);
    }

    @Override
    public String toString() {
        return person.toString();
    }
}
