package fr.intraparis.gateway.login;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.langtag.LangTag;
import com.nimbusds.langtag.LangTagException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCClaimsRequest;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.claims.ClaimRequirement;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSetRequest;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.InvalidHashException;
import fr.intraparis.gateway.Audience;
import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Query;
import fr.intraparis.gateway.Route;
import fr.intraparis.gateway.Routes;
import fr.intraparis.gateway.Step.Then;
import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.device.DeviceClass;
import fr.intraparis.gateway.keycloak.Keycloak;
import fr.intraparis.gateway.keycloak.Proven;
import fr.intraparis.gateway.session.DoorCookie;
import fr.intraparis.gateway.session.Seal;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.gateway.session.SessionLimits;
import fr.intraparis.gateway.session.Sessions;
import fr.intraparis.gateway.session.SharedComputer;
import fr.intraparis.gateway.session.Tokens;
import fr.intraparis.gateway.throttle.Throttle;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The login, in seven steps; the numbers are those of docs/architecture.md. */
@ApplicationScoped
public class Login {
    private static final Log LOG = Log.of(Login.class);
    private static final String CALLBACK = "/nomades/callback";
    /** Where an agent says that others use this computer too, or that it is the agent's own after all. */
    private static final String SHARED = "/nomades/shared-computer";

    private static final String OWN = "/nomades/own-computer";
    /** What Keycloak's pages know it by. */
    private static final String SAID_SHARED = "nomades_shared";

    private static final Duration SKEW = Duration.ofSeconds(10);
    /** Keycloak says so when the login page stayed open too long: asking again is all there is to do. */
    private static final Set<String> ASK_AGAIN = Set.of("temporarily_unavailable", "login_required");

    @Inject
    Keycloak keycloak;

    @Inject
    Logins logins;

    @Inject
    Sessions sessions;

    @Inject
    Tokens tokens;

    @Inject
    Throttle throttle;

    @Inject
    @ConfigProperty(name = "intraparis.origin")
    String origin;

    /**
     * 1. A page needs a level that the session does not have. Somebody who opens a page is taken to the login; a form or
     * a script is refused with the code, for there is nothing to come back to.
     */
    public Then demand(Exchange exchange, Route route, Assurance level, ErrorCode otherwise) {
        HttpServletRequest request = exchange.request();
        if (!opensPage(exchange.visit(), request.getHeader("Sec-Fetch-Mode"), request.getHeader("Accept"))) {
            throw new CodedException(otherwise, "");
        }
        begin(exchange, level, route.maxAuthAge());
        return Then.DONE;
    }

    private static boolean opensPage(Visit visit, @Nullable String mode, @Nullable String accept) {
        return visit.method().equals("GET")
                && (mode == null ? accept != null && accept.contains("text/html") : mode.equals("navigate"));
    }

    /**
     * Somebody says whose computer this is: the login that this browser began last begins anew, as that. By our own link
     * or by hand: another site has no say in it.
     */
    public Then computer(Exchange exchange) {
        Visit visit = exchange.visit();
        boolean shared = visit.path().equals(SHARED);
        if (!shared && !visit.path().equals(OWN)) {
            return Then.NEXT;
        }
        if (!visit.method().equals("GET")) {
            exchange.response().setHeader("Allow", "GET");
            throw new CodedException(ErrorCode.REL_METHOD, "");
        }
        String site = exchange.request().getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("none") && !site.equals("same-origin")) {
            throw new CodedException(ErrorCode.SES_CROSS_SITE, "");
        }
        if (exchange.session() != null) {
            redirect(exchange, ReturnTarget.HOME);
            return Then.DONE;
        }
        again(
                exchange,
                DoorCookie.LOGIN
                        .of(exchange.request())
                        .flatMap(secret -> logins.lastTarget(Seal.hash(secret)))
                        .orElse(ReturnTarget.HOME),
                shared);
        return Then.DONE;
    }

    private void again(Exchange exchange, String target, boolean shared) {
        Route route = Routes.find(pathOf(target)).orElseThrow();
        begin(exchange, Objects.requireNonNull(route.assurance()), route.maxAuthAge(), target, shared);
    }

    /** What began on a shared computer stays there, whatever more a page asks. */
    private void begin(Exchange exchange, Assurance level, Duration maxAge) {
        String query = exchange.visit().query().without("lang").encoded();
        Session session = exchange.session();
        begin(
                exchange,
                level,
                maxAge,
                ReturnTarget.of(exchange.visit().path() + (query.isEmpty() ? "" : "?" + query)),
                session != null && session.shared());
    }

    private void begin(Exchange exchange, Assurance level, Duration maxAge, String target, boolean shared) {
        Visit visit = exchange.visit();
        if (exchange.session() == null && SharedComputer.is(exchange.request())) {
            // Whoever this is: first everything of the one before goes, Keycloak's cookies too.
            throw new CodedException(ErrorCode.SES_ENDED, "on a shared computer");
        }
        // A login that begins is a row here and a request at Keycloak, for whoever asks.
        if (!throttle.letsLogIn(visit)) {
            throw new CodedException(ErrorCode.REL_TOO_MANY, "");
        }
        String secret = DoorCookie.LOGIN
                .of(exchange.request())
                .filter(value -> logins.known(Seal.hash(value)))
                .orElseGet(Seal::random);
        LoginAttempt attempt = new LoginAttempt(
                Seal.random(),
                Seal.hash(secret),
                Seal.random(),
                new CodeVerifier().getValue(),
                target,
                level,
                shared && maxAge.compareTo(SessionLimits.SHARED) > 0 ? SessionLimits.SHARED : maxAge,
                exchange.language(),
                visit.at(),
                shared);
        URI requestUri = keycloak.push(request(attempt));
        logins.begin(attempt);
        DoorCookie.LOGIN.give(exchange.response(), secret, Logins.LIFE);
        // 3. The browser takes only a reference along.
        redirect(
                exchange,
                keycloak.authorizationEndpoint().getPath() + "?client_id=" + Keycloak.CLIENT.getValue()
                        + "&request_uri=" + URLEncoder.encode(requestUri.toString(), StandardCharsets.UTF_8));
    }

    /** 2. What is left with Keycloak. */
    private AuthenticationRequest request(LoginAttempt attempt) {
        Scope scope = new Scope("openid");
        Arrays.stream(Audience.values()).forEach(audience -> scope.add(audience.scope()));
        AuthenticationRequest.Builder request = new AuthenticationRequest.Builder(
                        ResponseType.CODE, scope, Keycloak.CLIENT, URI.create(origin + CALLBACK))
                .state(new State(attempt.state()))
                .nonce(new Nonce(attempt.nonce()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
                .maxAge((int) attempt.maxAge().toSeconds())
                .uiLocales(List.of(tag(attempt.language().getLanguage())));
        if (attempt.shared()) {
            // Who is here says so now: nobody goes on with what somebody else has left at Keycloak.
            request.prompt(new Prompt(Prompt.Type.LOGIN)).customParameter(SAID_SHARED, "yes");
        }
        if (attempt.acr() == Assurance.PHR) {
            // Essential: Keycloak must refuse rather than answer with a lower level.
            request.claims(new OIDCClaimsRequest()
                    .withIDTokenClaimsRequest(new ClaimsSetRequest()
                            .add(new ClaimsSetRequest.Entry("acr")
                                    .withClaimRequirement(ClaimRequirement.ESSENTIAL)
                                    .withValues(List.of(attempt.acr().acr())))));
        } else {
            request.acrValues(List.of(new ACR(attempt.acr().acr())));
        }
        return request.build();
    }

    /** 4. The browser is back. */
    public Then callback(Exchange exchange) {
        Visit visit = exchange.visit();
        if (!visit.path().equals(CALLBACK)) {
            return Then.NEXT;
        }
        // Not HEAD either: it would use the login up.
        if (!visit.method().equals("GET")) {
            throw new CodedException(ErrorCode.REL_METHOD, "");
        }
        Query answer = visit.query();
        Optional<LoginAttempt> attempt = DoorCookie.LOGIN
                .of(exchange.request())
                .flatMap(secret -> answer.first("state").flatMap(state -> logins.use(state, Seal.hash(secret))));
        if (attempt.isEmpty()) {
            if (exchange.session() != null) {
                // The Back button, or another tab: this login is done.
                redirect(exchange, ReturnTarget.HOME);
                return Then.DONE;
            }
            throw new CodedException(ErrorCode.SES_LOGIN_FAILED, "the login was not begun here, or long ago");
        }
        if (!answer.first("iss").filter(keycloak.issuer()::equals).isPresent()) {
            throw new CodedException(ErrorCode.SES_LOGIN_FAILED, "iss");
        }
        Optional<String> error = answer.first("error");
        if (error.isPresent()) {
            LOG.warn("Keycloak ended a login", "error", error.get());
            if (error.filter(ASK_AGAIN::contains).isPresent()) {
                if (attempt.get().shared()) {
                    again(exchange, attempt.get().returnTo(), true);
                } else {
                    redirect(exchange, attempt.get().returnTo());
                }
                return Then.DONE;
            }
            throw new CodedException(ErrorCode.SES_LOGIN_FAILED, "");
        }
        open(exchange, attempt.get(), answer.first("code").orElse(""));
        redirect(exchange, attempt.get().returnTo());
        return Then.DONE;
    }

    private void open(Exchange exchange, LoginAttempt attempt, String code) {
        if (code.isEmpty()) {
            throw new CodedException(ErrorCode.SES_LOGIN_FAILED, "code");
        }
        // 5. The code, its PKCE verifier and the door's own proof, for the tokens.
        OIDCTokens answer = keycloak.redeem(code, new CodeVerifier(attempt.verifier()), URI.create(origin + CALLBACK))
                .orElseThrow(() -> new CodedException(ErrorCode.SES_LOGIN_FAILED, "the code is not good"));
        Proven proven = prove(answer, attempt);
        judge(proven, attempt, exchange.visit().at());

        // 7. A new session under a new number; the one before dies.
        Session session = sessions.open(
                proven,
                answer.getRefreshToken().getValue(),
                attempt.language(),
                attempt.shared(),
                exchange.session(),
                exchange.visit(),
                exchange.response());
        // The login is over, and so is its cookie; a login that another tab began finds the session instead.
        DoorCookie.LOGIN.take(exchange.response());
        Routes.find(pathOf(attempt.returnTo()))
                .ifPresent(route ->
                        tokens.prepare(session, route.audiences(), exchange.visit(), DeviceClass.UNKNOWN.claim()));
    }

    /** 6a. The tokens are true and speak of this login. */
    private Proven prove(OIDCTokens answer, LoginAttempt attempt) {
        if (answer.getIDToken() == null || answer.getRefreshToken() == null) {
            throw new CodedException(ErrorCode.IDP_GARBLED, "a token is missing");
        }
        IDTokenClaimsSet id = keycloak.truth().idToken(answer.getIDToken(), new Nonce(attempt.nonce()));
        JWTClaimsSet access =
                keycloak.truth().accessToken(answer.getAccessToken().getValue());
        if (!id.getSubject().getValue().equals(access.getSubject())
                || id.getACR() == null
                || !id.getACR().getValue().equals(access.getClaim("acr"))
                || !Keycloak.CLIENT.getValue().equals(access.getClaim("azp"))) {
            throw new CodedException(ErrorCode.SES_LOGIN_FAILED, "the tokens do not belong together");
        }
        if (id.getAccessTokenHash() != null) {
            try {
                AccessTokenValidator.validate(
                        answer.getAccessToken(),
                        ((JWSHeader) answer.getIDToken().getHeader()).getAlgorithm(),
                        id.getAccessTokenHash());
            } catch (InvalidHashException untrue) {
                throw new CodedException(ErrorCode.SES_LOGIN_FAILED, "at_hash", untrue);
            }
        }
        return Proven.of(access);
    }

    /** 6b. The level and its age are what was asked: asking is a wish, so the answer is judged. */
    static void judge(Proven proven, LoginAttempt attempt, Instant now) {
        if (!proven.assurance().atLeast(attempt.acr()) || proven.amr().isEmpty()) {
            throw new CodedException(
                    attempt.acr() == Assurance.PHR ? ErrorCode.PRV_PASSKEY_NEEDED : ErrorCode.MFA_NEEDED,
                    "acr=" + proven.assurance().acr());
        }
        if (proven.authTime().isAfter(now.plus(SKEW))) {
            throw new CodedException(ErrorCode.SES_LOGIN_FAILED, "auth_time is in the future");
        }
        if (now.isAfter(proven.authTime().plus(attempt.maxAge()).plus(SKEW))) {
            throw new CodedException(ErrorCode.MFA_STALE, "");
        }
    }

    private static LangTag tag(String language) {
        try {
            return LangTag.parse(language);
        } catch (LangTagException none) {
            throw new IllegalStateException(none);
        }
    }

    private static String pathOf(String target) {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    private static void redirect(Exchange exchange, String ownPath) {
        exchange.response().setStatus(303);
        exchange.response().setHeader("Location", ownPath);
    }
}
