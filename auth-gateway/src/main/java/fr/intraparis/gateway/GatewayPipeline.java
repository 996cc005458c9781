package fr.intraparis.gateway;

import fr.intraparis.gateway.Exchange.LongWay;
import fr.intraparis.gateway.RoutePolicy.Asker;
import fr.intraparis.gateway.RoutePolicy.Decision;
import fr.intraparis.gateway.Visit.Zone;
import fr.intraparis.gateway.agent.AgentPages;
import fr.intraparis.gateway.block.Blocks;
import fr.intraparis.gateway.device.DeviceKeys;
import fr.intraparis.gateway.diagnostic.Diagnostics;
import fr.intraparis.gateway.direct.DirectWay;
import fr.intraparis.gateway.direct.GivenBack;
import fr.intraparis.gateway.login.BackChannelLogout;
import fr.intraparis.gateway.login.Login;
import fr.intraparis.gateway.login.Logout;
import fr.intraparis.gateway.network.ClientAddress;
import fr.intraparis.gateway.network.ProxyMarks;
import fr.intraparis.gateway.posture.Browsers;
import fr.intraparis.gateway.reference.Reference;
import fr.intraparis.gateway.reference.References;
import fr.intraparis.gateway.refusal.OtherListeners;
import fr.intraparis.gateway.refusal.OwnPages;
import fr.intraparis.gateway.refusal.RefusalAnswer;
import fr.intraparis.gateway.relay.FrontProxy;
import fr.intraparis.gateway.relay.Relay;
import fr.intraparis.gateway.session.DoorCookie;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.gateway.session.Sessions;
import fr.intraparis.gateway.session.SharedComputer;
import fr.intraparis.gateway.session.Tokens;
import fr.intraparis.gateway.support.SosPage;
import fr.intraparis.gateway.throttle.Throttle;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.http.Language;
import inet.ipaddr.IPAddress;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import static fr.intraparis.gateway.Step.Then.DONE;
import static fr.intraparis.gateway.Step.Then.NEXT;

/** The life of a request at the door: a list, and a short loop. A strict reading of HTTP has come before. */
@ApplicationScoped
public class GatewayPipeline {
    private static final Log LOG = Log.of(GatewayPipeline.class);
    private static final String HOME = "/intraparis/";
    /** What people type. */
    private static final Set<String> HOME_TYPED = Set.of("/", "/intraparis");

    private static final Map<String, Locale> LANGUAGES = Map.of("fr", Locale.FRENCH, "en", Locale.ENGLISH);
    /** What signing in again, or at a higher level, mends. */
    private static final Set<ErrorCode> LOGIN_MENDS =
            Set.of(ErrorCode.SES_NONE, ErrorCode.SES_ENDED, ErrorCode.MFA_NEEDED, ErrorCode.MFA_STALE);

    private final Clock clock = Clock.systemUTC();

    @Inject
    GatewayStart start;

    @Inject
    OtherListeners otherListeners;

    @Inject
    OwnPages ownPages;

    @Inject
    Diagnostics diagnostics;

    @Inject
    SosPage sosPage;

    @Inject
    BackChannelLogout backChannelLogout;

    @Inject
    Login login;

    @Inject
    Logout logout;

    @Inject
    Sessions sessions;

    @Inject
    Blocks blocks;

    @Inject
    Tokens tokens;

    @Inject
    DeviceKeys deviceKeys;

    @Inject
    AgentPages agentPages;

    @Inject
    Relay relay;

    @Inject
    FrontProxy frontProxy;

    @Inject
    DirectWay directWay;

    @Inject
    RefusalAnswer refusal;

    @Inject
    Throttle throttle;

    @Inject
    @ConfigProperty(name = "intraparis.origin")
    String origin;

    @Inject
    @ConfigProperty(name = "nomades.trusted-proxies", defaultValue = " ")
    String trustedProxies;

    @Inject
    References references;

    private ClientAddress addresses = new ClientAddress("");

    /** What happens to every request, in this order. A refusal that no rule of the policy names has the step's name. */
    private final List<Stage> stages = List.of(
            Stage.answering("front", this::front), // a front proxy asks what would be decided
            new Stage("visit", this::visit), // facts, once
            Stage.answering("listener", exchange -> otherListeners.serve(exchange)), // bootstrap and internal listeners
            Stage.answering("own-pages", exchange -> ownPages.serve(exchange)), // what even a refused browser may see
            Stage.answering(
                    "diagnostic", exchange -> diagnostics.serve(exchange)), // told also to whom the rest refuses
            Stage.answering("sos", exchange -> sosPage.serve(exchange)), // and who may write: a ticket to IT support
            new Stage("started", this::started), // nothing below works without the database
            Stage.answering(
                    "back-channel", exchange -> backChannelLogout.serve(exchange)), // a session is over at Keycloak
            new Stage("session", this::session), // who is signed in, if anybody
            new Stage("workstation", this::workstation), // before any login: no cookie, no redirect
            new Stage("own-site", this::ownSite), // what may change something comes from our pages
            new Stage("device", exchange -> deviceKeys.look(exchange)), // whether this browser has the session's key
            Stage.answering("language", this::language), // ?lang=
            Stage.answering("callback", exchange -> login.callback(exchange)), // back from Keycloak
            Stage.answering("computer", exchange -> login.computer(exchange)), // others use it too, or not
            Stage.answering("logout", exchange -> logout.serve(exchange)),
            new Stage("blocked", this::blocked), // a blocked session may end, and nothing else
            Stage.answering("home", this::home), // the bare origin leads to Intraparis
            new Stage("route", this::route), // who may go there, with what assurance; unknown is 404
            Stage.answering("pace", this::pace), // a password costs Keycloak much, so a place may send so many a minute
            Stage.answering(
                    "device-key", exchange -> deviceKeys.serve(exchange)), // a page's script registers and renews
            Stage.answering("agent-pages", exchange -> agentPages.serve(exchange)), // what a person sees about themself
            new Stage("tokens", this::tokens), // one per audience of the route
            Stage.answering("relay", this::relay));

    /** @param judges whether it only judges: then it also does for a front proxy's question */
    private record Stage(String rule, boolean judges, Step step) {
        Stage(String name, Step step) {
            this("door." + name, true, step);
        }

        static Stage answering(String name, Step step) {
            return new Stage("door." + name, false, step);
        }
    }

    @PostConstruct
    void configure() {
        addresses = new ClientAddress(trustedProxies);
    }

    /** Takes the steps until one answers. Whatever goes wrong is answered with its code. */
    public Step.Then run(Exchange exchange) throws IOException {
        try {
            for (Stage stage : stages) {
                exchange.rule(stage.rule());
                Step.Then then = stage.step().take(exchange);
                if (then != NEXT) {
                    return then;
                }
            }
            throw new CodedException(ErrorCode.REL_NO_ROUTE, "");
        } catch (CodedException refused) {
            refusal.give(exchange, refused);
        } catch (RuntimeException unexpected) {
            LOG.error("unexpected failure at the door", unexpected);
            refusal.give(exchange, new CodedException(ErrorCode.SYS_UNEXPECTED, "", unexpected));
        }
        return DONE;
    }

    /** The same judgement for a front proxy, which sends by itself what is told to it; the door explains refusals. */
    private Step.Then front(Exchange question) throws IOException {
        if (!frontProxy.asks(question.request())) {
            return NEXT;
        }
        Exchange about = question;
        try {
            about = frontProxy.asked(question);
            judge(about);
            frontProxy.tell(about, routeOf(about));
            directWay.openFor(question.request(), DirectWay.Use.DECISIONS);
        } catch (CodedException refused) {
            LOG.info("a front proxy is told no", "code", refused.code().code(), "rule", about.rule());
            frontProxy.refuse(about, refused.code(), LOGIN_MENDS.contains(refused.code()));
        }
        return DONE;
    }

    /**
     * Takes the steps that judge, for whoever sends by himself.
     *
     * @throws CodedException the refusal
     */
    public void judge(Exchange question) throws IOException {
        for (Stage stage : stages) {
            if (stage.judges()) {
                question.rule(stage.rule());
                if (stage.step().take(question) != NEXT) {
                    throw new CodedException(ErrorCode.REL_NO_ROUTE, "");
                }
            }
        }
    }

    private Step.Then visit(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        Query asked = Query.parse(request.getQueryString());
        String proof = request.getHeader(DeviceKeys.HEADER);
        exchange.proof(proof == null ? asked.first(DeviceKeys.PARAMETER).orElse("") : proof);
        Query query = asked.without(DeviceKeys.PARAMETER);
        Reference reference = references.current();
        Browsers.Recognised recognised =
                exchange.fromMemory() ? Browsers.known(request).orElseThrow(LongWay::new) : Browsers.of(request);
        IPAddress address =
                addresses.of(request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For")));
        exchange.visit(new Visit(
                request.getMethod(),
                request.getRequestURI(),
                query,
                address,
                reference.municipal().holding(address).isPresent() ? Zone.MUNICIPAL : Zone.OUTSIDE,
                addresses.proxy(request.getRemoteAddr()) ? List.of() : ProxyMarks.of(request),
                query.first("lang").map(LANGUAGES::get).orElseGet(() -> Language.of(request)),
                recognised.browser(),
                recognised.agree(),
                reference,
                exchange.correlationId(),
                clock.instant()));
        return NEXT;
    }

    private Step.Then started(Exchange exchange) {
        if (!start.migrated()) {
            throw new CodedException(ErrorCode.SYS_NOT_READY, "");
        }
        return NEXT;
    }

    /** What is wrong in the middle of a session blocks it, in every WAR, until it is right again. */
    private Step.Then workstation(Exchange exchange) {
        Session session = exchange.session();
        Decision decision = RoutePolicy.workstation(exchange.visit(), session);
        if (decision.code() != null) {
            exchange.beforeActing();
            if (session != null) {
                blocks.hinder(session, decision.code(), decision.rule(), decision.evidence());
            }
            throw refusal(exchange, decision, decision.code());
        }
        return NEXT;
    }

    /** A refused request is no sign of life: only what passes keeps a session from its idle limit. */
    private Step.Then blocked(Exchange exchange) {
        Session session = exchange.session();
        if (session == null) {
            return NEXT;
        }
        if (blocks.deaf()) {
            throw new CodedException(ErrorCode.SES_BLOCKS_UNKNOWN, "");
        }
        Asker asker = asker(exchange);
        Decision decision = RoutePolicy.block(asker);
        if (decision.code() != null) {
            throw refusal(exchange, decision, decision.code());
        }
        if (asker.block() != null) {
            exchange.beforeActing();
            blocks.heal(session);
        }
        // A page that stays open and renews is no sign of life either.
        if (!exchange.visit().path().equals(DeviceKeys.PATH)) {
            sessions.seen(session, exchange.visit().at());
        }
        return NEXT;
    }

    private Step.Then ownSite(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        if (exchange.visit().unsafe()
                && !CrossSite.own(request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"), origin)) {
            throw new CodedException(ErrorCode.SES_CROSS_SITE, "");
        }
        return NEXT;
    }

    private Step.Then session(Exchange exchange) {
        Optional<Session> signedIn = exchange.fromMemory()
                ? sessions.known(exchange.request(), exchange.visit().at())
                : sessions.find(exchange.request(), exchange.visit().at());
        signedIn.ifPresent(found -> {
            exchange.session(found);
            exchange.formToken(sessions.formToken(found));
            SharedComputer.lookAway(found, exchange.visit().at(), exchange.response());
        });
        return NEXT;
    }

    /** Remembers the choice in the session and takes it out of the address; without a session it holds for this page. */
    private Step.Then language(Exchange exchange) {
        Visit visit = exchange.visit();
        Session session = exchange.session();
        Locale chosen = visit.query().first("lang").map(LANGUAGES::get).orElse(null);
        if (chosen == null || session == null || visit.unsafe()) {
            return NEXT;
        }
        sessions.speak(session, chosen);
        String rest = visit.query().without("lang").encoded();
        redirect(exchange, visit.path() + (rest.isEmpty() ? "" : "?" + rest));
        return DONE;
    }

    private Step.Then home(Exchange exchange) {
        if (!HOME_TYPED.contains(exchange.visit().path())) {
            return NEXT;
        }
        redirect(exchange, HOME);
        return DONE;
    }

    /** The door's own check, at every request: Keycloak's word at login is not taken for granted afterwards. */
    private Step.Then route(Exchange exchange) throws IOException {
        Decision decision = RoutePolicy.route(exchange.visit(), asker(exchange));
        Route route = decision.route();
        if (route != null) {
            exchange.route(route);
        }
        ErrorCode code = decision.code();
        if (code == null) {
            return NEXT;
        }
        exchange.beforeActing();
        exchange.rule(decision.rule());
        Session session = exchange.session();
        if (decision.copied() && session != null) {
            deviceKeys.copied(exchange, session, decision.evidence());
        }
        if (route != null && route.assurance() != null && LOGIN_MENDS.contains(code)) {
            return demand(exchange, route, route.assurance(), code);
        }
        if (code == ErrorCode.REL_METHOD) {
            exchange.response().setHeader("Allow", decision.evidence());
        }
        throw refusal(exchange, decision, code);
    }

    private Step.Then demand(Exchange exchange, Route route, Assurance needed, ErrorCode code) throws IOException {
        if (exchange.question()) {
            throw new CodedException(code, "");
        }
        return login.demand(exchange, route, needed, code);
    }

    private Step.Then pace(Exchange exchange) {
        if (routeOf(exchange).upstream() == Upstream.KEYCLOAK
                && exchange.visit().unsafe()
                && !throttle.letsLogIn(exchange.visit())) {
            throw new CodedException(ErrorCode.REL_TOO_MANY, "");
        }
        return NEXT;
    }

    private Asker asker(Exchange exchange) {
        Session session = exchange.session();
        return session == null
                ? new Asker(null, DoorCookie.SESSION.of(exchange.request()).isPresent(), null, exchange.standing())
                : new Asker(session, false, blocks.of(session), exchange.standing());
    }

    private static CodedException refusal(Exchange exchange, Decision decision, ErrorCode code) {
        exchange.rule(decision.rule());
        return new CodedException(code, decision.evidence());
    }

    private Step.Then tokens(Exchange exchange) throws IOException {
        Route route = routeOf(exchange);
        Session session = exchange.session();
        if (session == null) {
            return NEXT;
        }
        Optional<Map<Audience, String>> found = tokens.tokens(
                session,
                route.audiences(),
                exchange.visit(),
                exchange.standing().device().claim(),
                !exchange.fromMemory());
        if (found.isEmpty() && route.assurance() != null) {
            exchange.session(null);
            return demand(exchange, route, route.assurance(), ErrorCode.SES_ENDED);
        }
        found.ifPresent(exchange.tokens()::putAll);
        return NEXT;
    }

    private Step.Then relay(Exchange exchange) throws IOException {
        GivenBack.refused(exchange.correlationId()).ifPresent(refused -> {
            throw refused;
        });
        relay.send(exchange);
        directWay.openFor(exchange.request(), DirectWay.Use.RELAY);
        return DONE;
    }

    private static Route routeOf(Exchange exchange) {
        Route route = exchange.route();
        if (route == null) {
            throw new IllegalStateException("no route yet");
        }
        return route;
    }

    private static void redirect(Exchange exchange, String ownPath) {
        exchange.response().setStatus(303);
        exchange.response().setHeader("Location", ownPath);
    }
}
