package fr.intraparis.gateway.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The door's three cookies. Their prefix keeps them from scripts, from other hosts and from plain HTTP, and that holds
 * only as long as nobody reads a cookie out of the value of another: so the header is read here, cut at semicolons and
 * nowhere else (the server's own reader also cuts at commas and unwraps quotes).
 */
public enum DoorCookie {
    /** Who is signed in. */
    SESSION("__Host-Http-nomades"),
    /** Ties a login to the browser that began it. */
    LOGIN("__Host-Http-nomades-tx"),
    /** When the browser last signed for its session. */
    RENEWED("__Host-Http-nomades-renewed");

    /**
     * How the cookie of a session on a shared computer begins. It is part of the secret, so nobody takes it off; and it
     * outlives the session: who comes next with that cookie is not the one who signed in.
     */
    static final String ON_SHARED = "shared.";

    /** What {@link Seal#random()} makes. */
    private static final Pattern VALUE = Pattern.compile("(shared\\.)?[A-Za-z0-9_-]{43}");

    private final String title;
    private final String beginning;

    DoorCookie(String title) {
        this.title = title;
        this.beginning = title + "=";
    }

    /** Its name on the wire. */
    public String title() {
        return title;
    }

    /** Its value, if the browser sent exactly one that could be ours. Of two of one name, one may have been planted. */
    public Optional<String> of(HttpServletRequest request) {
        return of(Collections.list(request.getHeaders("Cookie")));
    }

    Optional<String> of(List<String> headers) {
        String found = null;
        for (String header : headers) {
            int end;
            for (int start = 0; start <= header.length(); start = end + 1) {
                int semicolon = header.indexOf(';', start);
                end = semicolon < 0 ? header.length() : semicolon;
                String pair = header.substring(start, end).strip();
                if (pair.startsWith(beginning)) {
                    if (found != null) {
                        return Optional.empty();
                    }
                    found = pair.substring(beginning.length());
                }
            }
        }
        return Optional.ofNullable(found).filter(value -> VALUE.matcher(value).matches());
    }

    /** Whether it is of a session on a shared computer, open or over. */
    public boolean shared(HttpServletRequest request) {
        return of(request).filter(value -> value.startsWith(ON_SHARED)).isPresent();
    }

    /** Gives it to the browser until that is closed. */
    void give(HttpServletResponse response, String value) {
        response.addHeader("Set-Cookie", title + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Lax");
    }

    /** Gives it to the browser for a while. */
    public void give(HttpServletResponse response, String value, Duration life) {
        response.addHeader(
                "Set-Cookie",
                title + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=" + life.toSeconds());
    }

    /** Takes it away. */
    public void take(HttpServletResponse response) {
        give(response, "", Duration.ZERO);
    }
}
