package fr.intraparis.gateway.relay;

import fr.intraparis.kernel.http.StrictHttp;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an upstream may send the browser: to a path of the door, said as a path. Never to another origin. */
final class OwnLocation {
    private static final Pattern PLAIN = Pattern.compile("[!-\\[\\]-~]{1,4096}");

    private OwnLocation() {}

    /**
     * The path (and query) that a {@code Location} means, if it is ours.
     *
     * @param requested the path that was asked for, which a relative one is relative to
     * @param ours origins that are the door to the browser: the public one, and the upstream's own
     */
    static Optional<String> of(String location, String requested, List<URI> ours) {
        // No backslash, no space, no control: readers differ on them. Two slashes would name another host.
        if (!PLAIN.matcher(location).matches() || location.startsWith("//")) {
            return Optional.empty();
        }
        try {
            URI target = new URI(location);
            if (target.isOpaque() || target.getRawUserInfo() != null) {
                return Optional.empty();
            }
            if (target.isAbsolute() && ours.stream().noneMatch(own -> sameOrigin(own, target))) {
                return Optional.empty();
            }
            URI resolved = new URI(requested).resolve(target);
            String path =
                    resolved.getRawPath() == null || resolved.getRawPath().isEmpty() ? "/" : resolved.getRawPath();
            if (!StrictHttp.canonical(path)) {
                return Optional.empty();
            }
            return Optional.of(path
                    + (resolved.getRawQuery() == null ? "" : "?" + resolved.getRawQuery())
                    + (resolved.getRawFragment() == null ? "" : "#" + resolved.getRawFragment()));
        } catch (URISyntaxException garbled) {
            return Optional.empty();
        }
    }

    private static boolean sameOrigin(URI own, URI other) {
        return own.getScheme().equalsIgnoreCase(other.getScheme())
                && other.getHost() != null
                && own.getHost().equalsIgnoreCase(other.getHost())
                && port(own) == port(other);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
