package fr.intraparis.gateway;

import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.Role;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@link Routes}: who may go where, and what the request takes along.
 *
 * @param name what a rule of this line is called by, on pages and in the audit: it never changes
 * @param pattern public path; {@code *} stands for anything within a segment, <code>**</code> for anything at all
 * @param methods the only methods that pass; HEAD wherever GET does
 * @param kind how a refusal is told
 * @param audiences tokens handed to the upstream: the first in Authorization, the others in headers of the door
 * @param assurance what the session must have proven; null only for the login pages, which need no session
 * @param maxAuthAge how long ago the person may have authenticated at that level
 * @param role what the person must be besides; null when being an agent is enough
 * @param query the only query parameters that pass; null when the upstream judges them itself
 * @param proof which requests the key of the session must have signed
 */
public record Route(
        String name,
        String pattern,
        Set<String> methods,
        Upstream upstream,
        Kind kind,
        List<Audience> audiences,
        @Nullable Assurance assurance,
        Duration maxAuthAge,
        @Nullable Role role,
        @Nullable Set<String> query,
        Proof proof,
        Pattern compiled) {

    /** Which requests carry a proof by the key of the session. */
    public enum Proof {
        /** None, and it may be long ago that the browser signed: what needs no session, and the renewal itself. */
        NEVER,
        /** What may change something. */
        CHANGES,
        /** Everything: documents. */
        ALWAYS
    }

    /** Whom a refusal is told to. */
    public enum Kind {
        /** A person: an HTML page, or the way to the login. */
        PAGE,
        /** A program: application/problem+json, unless a browser opens the address as a page. */
        API
    }

    /** A page or file that a session may ask for. */
    static Route session(
            String name,
            String methods,
            String pattern,
            Upstream upstream,
            Kind kind,
            Assurance assurance,
            Duration maxAuthAge,
            List<Audience> audiences) {
        return new Route(
                name,
                pattern,
                set(methods),
                upstream,
                kind,
                audiences,
                assurance,
                maxAuthAge,
                null,
                null,
                Proof.CHANGES,
                compile(pattern));
    }

    /** A path of the login: no session yet, no token, no identity. */
    static Route login(String name, String methods, String pattern) {
        return new Route(
                name,
                pattern,
                set(methods),
                Upstream.KEYCLOAK,
                Kind.PAGE,
                List.of(),
                null,
                Duration.ZERO,
                null,
                null,
                Proof.NEVER,
                compile(pattern));
    }

    /** The same, for holders of a role only. */
    Route role(Role needed) {
        return new Route(
                name,
                pattern,
                methods,
                upstream,
                kind,
                audiences,
                assurance,
                maxAuthAge,
                needed,
                query,
                proof,
                compiled);
    }

    /** The same, with these query parameters and no other. */
    Route query(String... names) {
        return new Route(
                name,
                pattern,
                methods,
                upstream,
                kind,
                audiences,
                assurance,
                maxAuthAge,
                role,
                Set.of(names),
                proof,
                compiled);
    }

    /** The same, with another rule about proofs. */
    Route proof(Proof asked) {
        return new Route(
                name, pattern, methods, upstream, kind, audiences, assurance, maxAuthAge, role, query, asked, compiled);
    }

    /** Whether the canonical path is on this route. */
    boolean matches(String path) {
        return compiled.matcher(path).matches();
    }

    /** What may be got may be asked about: HEAD goes with GET. */
    private static Set<String> set(String methods) {
        Set<String> named = new TreeSet<>(Set.of(methods.split(" ")));
        if (named.contains("GET")) {
            named.add("HEAD");
        }
        return Collections.unmodifiableSet(named);
    }

    private static Pattern compile(String pattern) {
        return Pattern.compile(Stream.of(pattern.split("(?<=\\*\\*)|(?=\\*\\*)"))
                .map(part -> part.equals("**")
                        ? ".*"
                        : Stream.of(part.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]*")))
                .collect(Collectors.joining()));
    }
}
