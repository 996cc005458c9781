package fr.intraparis.gateway.session;

import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import fr.intraparis.gateway.Audience;
import fr.intraparis.gateway.Exchange.LongWay;
import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.Visit.Zone;
import fr.intraparis.gateway.keycloak.Keycloak;
import fr.intraparis.gateway.keycloak.Proven;
import fr.intraparis.gateway.session.TokenSlot.Minted;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Access tokens, one per session and audience. A request takes what is there; after half of its life the next one is
 * fetched in the background, so that Keycloak may be away for a while without anybody noticing. Where nothing is there,
 * all audiences of a page are fetched side by side, and no request waits longer than {@link #PATIENCE} in all.
 */
@ApplicationScoped
public class Tokens {
    private static final String ZONE = "zone";
    private static final String DEVICE = "device";
    /** Who shows or hands out documents, and so must know the device. */
    private static final Set<Audience> WITH_DEVICE = EnumSet.of(Audience.PORTAL, Audience.HR);

    private static final Log LOG = Log.of(Tokens.class);
    /** A little more than one call to Keycloak may take, so that its own code is told. */
    private static final Duration PATIENCE = Duration.ofMillis(2_850);

    private final Clock clock = Clock.systemUTC();

    @Inject
    Keycloak keycloak;

    @Inject
    Sessions sessions;

    @Resource
    ManagedExecutorService background;

    /**
     * The tokens for those audiences, which say where the visit comes from.
     *
     * @param device what its device is worth, as tokens say it
     * @param patient whether it may wait for Keycloak; else what is not here yet is only begun to be fetched
     * @return empty when Keycloak has said that the session is over: it is then over here too
     * @throws LongWay when it may not wait and would have to
     * @throws CodedException NOM-IDP-… when there is no usable token and Keycloak gives none; the session stays
     */
    public Optional<Map<Audience, String>> tokens(
            Session session, List<Audience> audiences, Visit visit, String device, boolean patient) {
        Instant now = visit.at();
        Map<Audience, String> values = new EnumMap<>(Audience.class);
        if (audiences.isEmpty()) {
            return Optional.of(values);
        }
        LiveSession live = patient ? sessions.live(session.id()) : sessions.inMemory(session.id());
        if (live == null) {
            if (!patient) {
                throw new LongWay();
            }
            return Optional.empty();
        }
        Map<Audience, Future<Optional<Minted>>> missing = new EnumMap<>(Audience.class);
        for (Audience audience : audiences) {
            Map<String, String> said = said(audience, visit.zone(), device);
            TokenSlot slot = live.slot(audience, said);
            Minted current = slot.current();
            if (current == null || !current.fresh(now)) {
                Future<Optional<Minted>> fetch = slot.fetch(now, background, minting(live, audience, said));
                if (current == null || !current.usable(now)) {
                    missing.put(audience, fetch);
                    continue;
                }
            }
            values.put(audience, current.value());
        }
        if (!missing.isEmpty() && !patient) {
            throw new LongWay();
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Map.Entry<Audience, Future<Optional<Minted>>> fetch : missing.entrySet()) {
            Optional<Minted> minted = outcome(fetch.getValue(), deadline - System.nanoTime());
            if (minted.isEmpty()) {
                return Optional.empty();
            }
            values.put(fetch.getKey(), minted.get().value());
        }
        return Optional.of(values);
    }

    /** Fetches the tokens that the next page will need, while the browser is on its way there. */
    public void prepare(Session session, List<Audience> audiences, Visit visit, String device) {
        LiveSession live = sessions.live(session.id());
        if (live == null) {
            return;
        }
        for (Audience audience : audiences) {
            Map<String, String> said = said(audience, visit.zone(), device);
            if (live.slot(audience, said)
                    .fetch(clock.instant(), background, minting(live, audience, said))
                    .isCancelled()) {
                LOG.warn("nobody is free to fetch a token", "audience", audience);
            }
        }
    }

    private static Optional<Minted> outcome(Future<Optional<Minted>> fetch, long nanos) {
        try {
            return fetch.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CodedException coded) {
                // Anew, because this one belongs to the request that met it first.
                throw new CodedException(coded.code(), coded.detail(), coded);
            }
            throw new CodedException(ErrorCode.SYS_UNEXPECTED, "a token", failed);
        } catch (TimeoutException | CancellationException slow) {
            throw new CodedException(ErrorCode.IDP_SLOW, "", slow);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CodedException(ErrorCode.IDP_SLOW, "", stopping);
        }
    }

    /** What the token for that audience says of the visit. */
    static Map<String, String> said(Audience audience, Zone zone, String device) {
        return WITH_DEVICE.contains(audience) ? Map.of(ZONE, zone.claim(), DEVICE, device) : Map.of(ZONE, zone.claim());
    }

    private Callable<Optional<Minted>> minting(LiveSession live, Audience audience, Map<String, String> said) {
        CorrelationId asked = CorrelationId.current();
        return () -> {
            asked.bind();
            try {
                return mint(live, audience, said);
            } finally {
                CorrelationId.unbind();
            }
        };
    }

    private Optional<Minted> mint(LiveSession live, Audience audience, Map<String, String> said) {
        try {
            Optional<OIDCTokens> answer = keycloak.refresh(live.refreshToken, audience, said);
            if (answer.isEmpty()) {
                sessions.end(live.session, "ended-at-keycloak");
                return Optional.empty();
            }
            var access = answer.get().getAccessToken();
            var claims = keycloak.truth().accessToken(access.getValue());
            if (!claims.getAudience().equals(List.of(audience.claim()))
                    || !said.entrySet().stream()
                            .allMatch(word -> word.getValue().equals(claims.getClaim(word.getKey())))
                    || !live.session.subject().equals(claims.getSubject())) {
                throw new CodedException(ErrorCode.IDP_GARBLED, "the token is for somebody or something else");
            }
            sessions.confirm(live.session, Proven.of(claims));
            return Optional.of(Minted.of(access.getValue(), clock.instant(), Duration.ofSeconds(access.getLifetime())));
        } catch (CodedException kept) {
            LOG.warn("no new token for now", "code", kept.code().code(), "audience", audience);
            throw kept;
        }
    }
}
