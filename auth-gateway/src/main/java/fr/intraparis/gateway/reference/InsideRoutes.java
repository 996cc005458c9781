package fr.intraparis.gateway.reference;

import fr.intraparis.gateway.Route;
import fr.intraparis.gateway.Routes;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The routes that open from the city's own network only: names of {@link Routes}, one per line. It closes what is open
 * elsewhere and opens nothing (requirement row A2): being inside never stands for a factor.
 */
public record InsideRoutes(Header header, Set<String> names) {
    /** Before anybody has laid one down: every route opens from everywhere. */
    public static final InsideRoutes NONE = new InsideRoutes(Header.NONE, Set.of());

    /** @throws IllegalArgumentException naming the line that is no route: a slip would leave open what it meant to close */
    static InsideRoutes read(String text) {
        Set<String> known = Routes.ALL.stream().map(Route::name).collect(Collectors.toUnmodifiableSet());
        Set<String> names = text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        names.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("there is no route " + name);
                });
        return new InsideRoutes(Header.ofComments(text), names);
    }
}
