package fr.intraparis.gateway.session;

import fr.intraparis.gateway.Audience;
import fr.intraparis.gateway.Visit.Zone;
import fr.intraparis.gateway.device.DeviceClass;
import fr.intraparis.gateway.posture.Browser;
import fr.intraparis.kernel.AgentId;
import fr.intraparis.kernel.Assurance;
import fr.intraparis.kernel.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sessions of a whole city in memory, without a database: what serves requests is the product's own. */
public final class BenchSessions extends Sessions {
    /** As long as Keycloak's refresh token is. */
    private static final int REFRESH_TOKEN = 800;

    private static final int ACCESS_TOKEN = 1_150;

    private final Map<String, LiveSession> table = new ConcurrentHashMap<>();
    private final List<String> cookies = new ArrayList<>();
    private final Seal seal = new Seal(new byte[32]);
    private final SessionCopies copies = new SessionCopies(100_000, table::get);
    private final SessionLimits limits = new SessionLimits(
            new SessionLimits.Limits(Duration.ofMinutes(30), Duration.ofHours(10)),
            new SessionLimits.Limits(Duration.ofMinutes(15), Duration.ofHours(4)));

    /** Opens so many sessions; each is asked for once, so that its copy is there. */
    public void open(int many, Instant now) {
        for (int i = 0; i < many; i++) {
            String secret = Seal.random();
            Session session = new Session(
                    Seal.hash(secret),
                    UUID.randomUUID().toString(),
                    new AgentId("4" + (100_000 + i)),
                    "prenom.nom" + i,
                    "Prénom Nom " + i,
                    Set.of(Role.AGENT),
                    Assurance.MFA,
                    List.of("pwd", "otp"),
                    now,
                    UUID.randomUUID().toString(),
                    Locale.FRENCH,
                    now,
                    new Browser("Firefox", 160, "desktop"),
                    Zone.OUTSIDE,
                    null);
            table.put(session.id(), new LiveSession(session, random(REFRESH_TOKEN), now));
            copies.get(session.id());
            if (i % 50 == 0) {
                cookies.add(DoorCookie.SESSION.title() + "=" + secret + "; " + DoorCookie.RENEWED.title() + "="
                        + seal.mark(session.id(), now));
            }
        }
        table.clear();
    }

    /** Gives every session the tokens of a page. */
    public void work(Instant now, Duration life) throws Exception {
        for (LiveSession live : copies.all()) {
            for (Audience audience : List.of(Audience.PORTAL, Audience.HR, Audience.MAIL)) {
                live.slot(audience, Tokens.said(audience, Zone.OUTSIDE, DeviceClass.UNKNOWN.claim()))
                        .fetch(
                                now,
                                Runnable::run,
                                () -> Optional.of(TokenSlot.Minted.of(random(ACCESS_TOKEN), now, life)))
                        .get();
            }
        }
    }

    /** What the product does every quarter of a minute. */
    public void tidy(Instant now) {
        copies.all().forEach(live -> live.tidy(now));
    }

    /** Some of the cookies. */
    public List<String> cookies() {
        return List.copyOf(cookies);
    }

    @Override
    public Optional<Session> find(HttpServletRequest request, Instant now) {
        return DoorCookie.SESSION
                .of(request)
                .map(Seal::hash)
                .map(copies::get)
                .filter(live -> !live.over(limits, now))
                .map(live -> live.session);
    }

    @Override
    public void seen(Session session, Instant now) {
        LiveSession live = copies.get(session.id());
        if (live != null && live.touch(now)) {
            throw new IllegalStateException("a row would be written for each request");
        }
    }

    @Override
    @Nullable
    LiveSession live(String id) {
        return copies.get(id);
    }

    @Override
    public Optional<Instant> marked(Session session, String mark) {
        return Objects.requireNonNull(live(session.id())).marked(seal, mark);
    }

    /** All of them. */
    public List<Session> all() {
        return copies.all().stream().map(live -> live.session).toList();
    }

    @Override
    public String formToken(Session session) {
        return Objects.requireNonNull(live(session.id())).formToken(seal);
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(Seal.random());
        }
        return text.substring(0, length);
    }
}
