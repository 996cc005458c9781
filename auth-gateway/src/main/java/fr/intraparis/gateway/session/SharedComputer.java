package fr.intraparis.gateway.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;

/** What is asked of the browser of a computer that others use too: to keep nothing, and to look away in time. */
public final class SharedComputer {
    private SharedComputer() {}

    /** When the session ends, what stands on the screen goes: the page asks for another, which is refused. */
    public static void lookAway(Session session, Instant now, HttpServletResponse response) {
        Instant until = session.sharedUntil();
        if (until != null) {
            response.setHeader("Refresh", Duration.between(now, until).toSeconds() + 1 + "; url=/intraparis/");
        }
    }

    /** Whether the browser has the cookie of a session there; when nobody is signed in, that one is over. */
    public static boolean is(HttpServletRequest request) {
        return DoorCookie.SESSION.shared(request);
    }

    /**
     * Takes all that the browser has of this site: the cookies, those of Keycloak too, what pages have stored, what was
     * kept of answers.
     */
    public static void clear(HttpServletResponse response) {
        response.setHeader("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
        // A browser that does not know that header knows these.
        DoorCookie.SESSION.take(response);
        DoorCookie.RENEWED.take(response);
    }
}
