package fr.intraparis.gateway;

import fr.intraparis.kernel.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static fr.intraparis.gateway.Audience.HR;
import static fr.intraparis.gateway.Audience.MAIL;
import static fr.intraparis.gateway.Audience.NOMADES;
import static fr.intraparis.gateway.Audience.PORTAL;
import static fr.intraparis.gateway.Route.Kind.API;
import static fr.intraparis.gateway.Route.Kind.PAGE;
import static fr.intraparis.gateway.Route.Proof.ALWAYS;
import static fr.intraparis.gateway.Route.Proof.NEVER;
import static fr.intraparis.gateway.Route.login;
import static fr.intraparis.gateway.Route.session;
import static fr.intraparis.kernel.Assurance.MFA;
import static fr.intraparis.kernel.Assurance.PHR;

/**
 * Who may go where, with which assurance. The first line that matches decides; what no line names does not exist. This
 * list is the floor: policy may tighten it, never loosen it.
 */
public final class Routes {
    /** A working day: then everybody authenticates again. */
    static final Duration DAY = Duration.ofHours(10);
    /** How long ago the passkey may have been used: as long as a privileged session may be idle. The API asks the same. */
    static final Duration PRIVILEGED = Duration.ofMinutes(15);

    /**
     * Everything that the door relays, and its own pages that need a session. What it shows to everybody stands in {@link
     * GatewayPipeline}.
     */
    public static final List<Route> ALL = List.of(
            // Intraparis: the pages, and the tokens for the calls that the pages make.
            session(
                            "privileged",
                            "GET POST",
                            "/intraparis/privileged**",
                            Upstream.PORTAL,
                            PAGE,
                            PHR,
                            PRIVILEGED,
                            List.of(PORTAL, HR, MAIL, NOMADES))
                    .role(Role.PRIVILEGED),
            session("portal", "GET POST", "/intraparis/**", Upstream.PORTAL, PAGE, MFA, DAY, List.of(PORTAL, HR, MAIL)),

            // What the browser opens by itself: a payslip's PDF, an attachment.
            session("hr", "GET", "/hr/api/**", Upstream.HR, API, MFA, DAY, List.of(HR))
                    .proof(ALWAYS),
            session("attachments", "GET", "/mail/api/**/attachments/**", Upstream.MAIL, API, MFA, DAY, List.of(MAIL))
                    .proof(ALWAYS),

            // The door's own pages about oneself.
            session("explain", "GET", "/nomades/explain", Upstream.DOOR, PAGE, MFA, DAY, List.of())
                    .query("route"),
            session("device", "GET POST", "/nomades/device", Upstream.DOOR, API, MFA, DAY, List.of())
                    .proof(NEVER),
            session("sessions", "GET POST", "/nomades/sessions", Upstream.DOOR, PAGE, MFA, DAY, List.of())
                    .query("ended"),

            // Keycloak: its login pages and what they look like; never its account console or administration.
            login("login", "GET", "/realms/nomades/protocol/openid-connect/auth")
                    .query("client_id", "request_uri"),
            login("login-step", "GET POST", "/realms/nomades/login-actions/authenticate"),
            login("login-required", "GET POST", "/realms/nomades/login-actions/required-action"),
            login("login-link", "GET POST", "/realms/nomades/login-actions/action-token"),
            login("login-restart", "GET POST", "/realms/nomades/login-actions/restart"),
            login("login-info", "GET POST", "/realms/nomades/login-actions/detached-info"),
            login("login-look", "GET", "/resources/**"));

    private Routes() {}

    /** The line for that canonical path. */
    public static Optional<Route> find(String path) {
        for (Route route : ALL) {
            if (route.matches(path)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }
}
