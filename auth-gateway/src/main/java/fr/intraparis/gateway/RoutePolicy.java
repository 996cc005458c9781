package fr.intraparis.gateway;

import fr.intraparis.gateway.Visit.Zone;
import fr.intraparis.gateway.device.Standing;
import fr.intraparis.gateway.device.Standing.Key;
import fr.intraparis.gateway.posture.Browser;
import fr.intraparis.gateway.posture.Finding;
import fr.intraparis.gateway.posture.NomadesPosture;
import fr.intraparis.gateway.reference.BrowserCatalogue;
import fr.intraparis.gateway.reference.BrowserCatalogue.Approved;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.block.Block;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody may go somewhere: the one judgement, which the door enforces, {@code /nomades/explain} tells and the
 * tests compare with a table. A pure function of the facts; the first rule that says no decides.
 */
public final class RoutePolicy {
    /** A clock may be a little ahead of another. */
    private static final Duration SKEW = Duration.ofSeconds(10);

    /** The rule by which a blocked session is kept out; its evidence is since when. */
    public static final String BLOCKED = "session.blocked";

    private static final String PROOF = "proof";
    /** What serves forms that carry the token of their session: one that is sent again is shown again there. */
    private static final Set<Upstream> SHOW_FORMS_AGAIN = EnumSet.of(Upstream.PORTAL, Upstream.DOOR);

    private RoutePolicy() {}

    /**
     * Who asks.
     *
     * @param session null when nobody is signed in
     * @param ended whether the browser still has the cookie of a session that is over
     * @param block what keeps the session or its person out; null when nothing does
     * @param standing how the request stands to the key of the session
     */
    public record Asker(
            @Nullable Session session,
            boolean ended,
            @Nullable Block block,
            Standing standing) {}

    /**
     * What was decided.
     *
     * @param code null when the way is free
     * @param rule which rule decided: it stands on the page, in the audit and in {@code explain}
     * @param evidence what was found and what is needed; empty where there is nothing to add to the code
     * @param route the line of {@link Routes}; null where none was reached
     */
    public record Decision(
            @Nullable ErrorCode code,
            String rule,
            String evidence,
            @Nullable Route route) {
        /** Whether the way is free. */
        public boolean allowed() {
            return code == null;
        }

        /** Whether somebody has a session's cookie and not its key. */
        public boolean copied() {
            return code == ErrorCode.SES_COPIED && rule.endsWith("." + PROOF);
        }
    }

    /** Judges a visit with all rules, in the order in which the door meets them. */
    public static Decision judge(Visit visit, Asker asker) {
        Decision workstation = workstation(visit, asker.session());
        if (!workstation.allowed()) {
            return workstation;
        }
        Decision block = block(asker);
        return block.allowed() ? route(visit, asker) : block;
    }

    /** Where and with what somebody stands: the same for every page. */
    public static Decision workstation(Visit visit, @Nullable Session session) {
        Optional<NomadesPosture.Stop> stop = NomadesPosture.stop(visit);
        if (stop.isPresent()) {
            Finding finding = stop.get().finding();
            return new Decision(finding.code(), "posture." + stop.get().rule(), finding.evidence(), null);
        }
        if (session != null
                && !same(session.browser(), visit.browser(), visit.reference().browsers())) {
            return new Decision(
                    ErrorCode.BRW_CHANGED,
                    "session.browser",
                    told(session.browser()) + " → " + told(visit.browser()),
                    null);
        }
        return new Decision(null, "posture", "", null);
    }

    /** Whether somebody is blocked. What is curable is judged by its cause, above: here it is gone. */
    public static Decision block(Asker asker) {
        Block block = asker.block();
        return block == null || block.curable()
                ? new Decision(null, "session.unblocked", "", null)
                : new Decision(block.code(), BLOCKED, block.since().toString(), null);
    }

    /** Who may go there: the line of the path, and what it asks. */
    public static Decision route(Visit visit, Asker asker) {
        return Routes.find(visit.path())
                .map(route -> line(route, visit, asker))
                .orElseGet(() -> new Decision(ErrorCode.REL_NO_ROUTE, "routes", "", null));
    }

    private static Decision line(Route route, Visit visit, Asker asker) {
        if (!route.methods().contains(visit.method())) {
            return no(ErrorCode.REL_METHOD, route, "method", String.join(", ", route.methods()));
        }
        Set<String> allowed = route.query();
        if (allowed != null
                && !visit.query().parameters().stream().allMatch(parameter -> allowed.contains(parameter.name()))) {
            return no(ErrorCode.REL_MALFORMED, route, "query", "a query parameter that this address does not take");
        }
        if (visit.zone() != Zone.MUNICIPAL && visit.reference().inside().names().contains(route.name())) {
            return no(
                    ErrorCode.NET_INSIDE,
                    route,
                    "zone",
                    "inside " + visit.reference().inside().header().version());
        }
        if (route.assurance() == null) {
            return new Decision(null, route.name() + ".open", "", route);
        }
        Session session = asker.session();
        if (session == null) {
            return no(asker.ended() ? ErrorCode.SES_ENDED : ErrorCode.SES_NONE, route, "session", "");
        }
        if (route.role() != null && !session.roles().contains(route.role())) {
            return no(ErrorCode.PRV_ROLE_MISSING, route, "role", route.role().claim());
        }
        if (session.shared() && !shows(route, visit)) {
            return no(ErrorCode.DEV_SHARED, route, "shared", "");
        }
        if (!session.assurance().atLeast(route.assurance()) || session.amr().isEmpty()) {
            return no(
                    ErrorCode.MFA_NEEDED,
                    route,
                    "acr",
                    session.assurance().acr() + " < " + route.assurance().acr());
        }
        Instant fresh = session.authTime().plus(route.maxAuthAge()).plus(SKEW);
        if (visit.at().isAfter(fresh)) {
            return no(
                    ErrorCode.MFA_STALE,
                    route,
                    "auth-age",
                    Duration.between(session.authTime(), visit.at()) + " > " + route.maxAuthAge());
        }
        return device(route, visit, asker.standing());
    }

    /** What is left on a shared computer: everybody's pages, to be read. No document, no change, no key. */
    private static boolean shows(Route route, Visit visit) {
        return !visit.unsafe() && route.proof() == Route.Proof.CHANGES && route.role() == null;
    }

    /** Whether the browser has shown that it has the key: lately for pages, for this very request where it counts. */
    private static Decision device(Route route, Visit visit, Standing standing) {
        boolean asks = route.proof() == Route.Proof.ALWAYS || (route.proof() == Route.Proof.CHANGES && visit.unsafe());
        if (standing.key() == Key.NONE) {
            return asks ? no(ErrorCode.DEV_NO_KEY, route, "key", "") : yes(route);
        }
        if (standing.proof() == Standing.Proof.GOOD || route.proof() == Route.Proof.NEVER) {
            return yes(route);
        }
        if (asks && standing.proof() == Standing.Proof.STALE) {
            return visit.unsafe() && SHOW_FORMS_AGAIN.contains(route.upstream())
                    ? yes(route)
                    : no(ErrorCode.SES_COPIED, route, "proof-age", "");
        }
        if (asks) {
            return no(ErrorCode.SES_COPIED, route, PROOF, standing.proof().name());
        }
        return standing.renewed() ? yes(route) : no(ErrorCode.SES_COPIED, route, "renewal", "");
    }

    private static Decision yes(Route route) {
        return new Decision(null, route.name(), "", route);
    }

    /**
     * Whether a session is still in the browser that it began in. A browser may become newer under its session, never
     * older; what the catalogue lists under one name is one browser, because it does not always call itself the same.
     */
    private static boolean same(Browser then, Browser now, BrowserCatalogue catalogue) {
        return then.system().equals(now.system())
                && now.major() >= then.major()
                && listed(then, catalogue).equals(listed(now, catalogue));
    }

    private static String listed(Browser browser, BrowserCatalogue catalogue) {
        return catalogue
                .find(browser.family(), browser.system())
                .map(Approved::id)
                .orElse(browser.family());
    }

    private static String told(Browser browser) {
        return browser.family() + " " + browser.major() + " (" + browser.system() + ")";
    }

    private static Decision no(ErrorCode code, Route route, String criterion, String evidence) {
        return new Decision(code, route.name() + "." + criterion, evidence, route);
    }
}
