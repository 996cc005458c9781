package fr.intraparis.gateway.session;

import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import fr.intraparis.gateway.Audience;
import fr.intraparis.gateway.session.TokenSlot.Minted;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * Access tokens, one per session and audience. A request takes what is there; after half of its life the next one is
 * fetched in the background, so that Keycloak may be away for a while without anybody noticing.
 */
@ApplicationScoped
public class Tokens {
    private static final Log LOG = Log.of(Tokens.class);

    private final Clock clock = Clock.systemUTC();

    @Inject
    Keycloak keycloak;

    @Inject
    Sessions sessions;

    @Resource
    ManagedExecutorService background;

    /**
     * The token for that audience.
     *
     * @return empty when Keycloak has said that the session is over: it is then over here too
     * @throws CodedException NOM-IDP-… when there is no usable token and Keycloak gives none; the session stays
     */
    public Optional<String> token(Session session, Audience audience, Instant now) {
        LiveSession live = sessions.live(session.id());
        if (live == null) {
            return Optional.empty();
        }
        TokenSlot slot = live.tokens.computeIfAbsent(audience, any -> new TokenSlot());
        Minted current = slot.current();
        if (current == null || !current.usable(now)) {
            return mintNow(live, slot, audience, now);
        }
        if (!now.isBefore(current.halfLife()) && slot.claim(now)) {
            later(live, slot, audience);
        }
        return Optional.of(current.value());
    }

    /** Fetches the tokens that the next page will need, while the browser is on its way there. */
    public void prepare(Session session, List<Audience> audiences) {
        LiveSession live = sessions.live(session.id());
        if (live == null) {
            return;
        }
        for (Audience audience : audiences) {
            TokenSlot slot = live.tokens.computeIfAbsent(audience, any -> new TokenSlot());
            if (slot.claim(clock.instant())) {
                later(live, slot, audience);
            }
        }
    }

    /** One request fetches, the others of this session wait for it: Keycloak is asked once. */
    private Optional<String> mintNow(LiveSession live, TokenSlot slot, Audience audience, Instant now) {
        synchronized (slot.lock) {
            Minted meanwhile = slot.current();
            if (meanwhile != null && meanwhile.usable(now)) {
                return Optional.of(meanwhile.value());
            }
            return mint(live, slot, audience).map(Minted::value);
        }
    }

    private void later(LiveSession live, TokenSlot slot, Audience audience) {
        try {
            background.execute(() -> {
                try {
                    synchronized (slot.lock) {
                        mint(live, slot, audience);
                    }
                } catch (CodedException kept) {
                    LOG.warn(
                            "a token will be renewed later", "code", kept.code().code(), "audience", audience);
                } finally {
                    slot.release();
                }
            });
        } catch (RejectedExecutionException busy) {
            slot.release();
        }
    }

    private Optional<Minted> mint(LiveSession live, TokenSlot slot, Audience audience) {
        Optional<OIDCTokens> answer = keycloak.refresh(live.refreshToken, audience);
        if (answer.isEmpty()) {
            sessions.end(live.session, "ended-at-keycloak");
            return Optional.empty();
        }
        var access = answer.get().getAccessToken();
        var claims = keycloak.truth().accessToken(access.getValue());
        if (!claims.getAudience().equals(List.of(audience.claim()))
                || !live.session.subject().equals(claims.getSubject())) {
            throw new CodedException(ErrorCode.IDP_GARBLED, "the token is for somebody or something else");
        }
        sessions.confirm(live.session, Proven.of(claims));
        Minted minted = Minted.of(access.getValue(), clock.instant(), Duration.ofSeconds(access.getLifetime()));
        slot.put(minted);
        return Optional.of(minted);
    }
}
