package fr.intraparis.gateway.relay;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Route;
import fr.intraparis.gateway.Upstream;
import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.posture.NomadesPosture;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.util.Timeout;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Builds the upstream request from the route and validated parts, and streams the answer back through a small buffer.
 * One thread per request and a pool of kept connections. What only reads is sent by {@code gateway.direct}, by the same rules.
 */
@ApplicationScoped
public class Relay {
    private static final Log LOG = Log.of(Relay.class);
    private static final URI ROOT = URI.create("/");
    private static final int LARGEST_FORM = 64 * 1024;

    @Inject
    @ConfigProperty(name = "nomades.upstream-portal")
    URI portal = URI.create("");

    @Inject
    @ConfigProperty(name = "nomades.upstream-hr")
    URI hr = URI.create("");

    @Inject
    @ConfigProperty(name = "nomades.upstream-mail")
    URI mail = URI.create("");

    @Inject
    @ConfigProperty(name = "intraparis.keycloak")
    URI keycloak = URI.create("");

    @Inject
    @ConfigProperty(name = "intraparis.origin")
    URI origin = URI.create("");

    @Inject
    @ConfigProperty(name = "nomades.relay.connect", defaultValue = "PT1S")
    Duration connect = Duration.ofSeconds(1);

    /** For a document or Keycloak's page. */
    @Inject
    @ConfigProperty(name = "nomades.relay.first-byte", defaultValue = "PT3S")
    Duration firstByte = Duration.ofSeconds(3);

    /** For a page, which itself waits for its neighbours and tells which one is slow. */
    @Inject
    @ConfigProperty(name = "nomades.relay.first-byte-of-page", defaultValue = "PT8S")
    Duration firstByteOfPage = Duration.ofSeconds(8);

    /** For what is uploaded, submitted or downloaded. */
    @Inject
    @ConfigProperty(name = "nomades.relay.transfer", defaultValue = "PT30S")
    Duration transfer = Duration.ofSeconds(30);

    /** For the whole of what a signed-in person sends, over a poor line. */
    @Inject
    @ConfigProperty(name = "nomades.relay.upload", defaultValue = "PT10M")
    Duration upload = Duration.ofMinutes(10);

    @Inject
    @ConfigProperty(name = "nomades.relay.largest-body", defaultValue = "26214400")
    long largestBody = 26_214_400;

    /** Requests in hand at each upstream. */
    @Inject
    @ConfigProperty(name = "nomades.relay.concurrency", defaultValue = "48")
    int concurrency = 48;

    private @Nullable Upstreams upstreams;

    @Resource
    private @Nullable ManagedScheduledExecutorService scheduler;

    private @Nullable ScheduledFuture<?> warming;

    /**
     * Has Keycloak render a page before anybody waits for one: its first takes seconds, more than a person is made to
     * wait. The page is the one for an unknown address, which leaves no trace in the realm's events.
     */
    void warmUp(@Observes @Initialized(ApplicationScoped.class) ServletContext started) {
        if (scheduler != null) {
            warming = scheduler.scheduleWithFixedDelay(this::renderOnce, 1, 2, TimeUnit.SECONDS);
        }
    }

    private void renderOnce() {
        Upstreams open = upstreams;
        HttpUriRequestBase page = new HttpUriRequestBase("GET", URI.create(keycloak.getPath() + "/warm-up"));
        page.setHeader("Accept", "text/html");
        if (open != null) {
            try (ClassicHttpResponse answer = open.client().executeOpen(open.host(Upstream.KEYCLOAK), page, null)) {
                EntityUtils.consume(answer.getEntity());
                if (answer.getCode() < 500 && warming != null) {
                    warming.cancel(false);
                }
            } catch (IOException later) {
                LOG.info("Keycloak does not render pages yet", "cause", later.getMessage());
            }
        }
    }

    /** Opens the pool. */
    @PostConstruct
    void open() {
        upstreams = new Upstreams(
                Map.of(Upstream.PORTAL, portal, Upstream.HR, hr, Upstream.MAIL, mail, Upstream.KEYCLOAK, keycloak),
                origin,
                connect,
                transfer,
                concurrency);
    }

    @PreDestroy
    void close() {
        if (warming != null) {
            warming.cancel(true);
        }
        if (upstreams != null) {
            upstreams.close();
        }
    }

    /** Relays; everything the upstream may know is in the exchange. */
    public void send(Exchange exchange) throws IOException {
        Route route = exchange.route();
        Upstreams open = upstreams;
        if (route == null || open == null) {
            throw new IllegalStateException("nothing to relay to");
        }
        HttpUriRequestBase request = request(exchange, route);
        try (Upstreams.Place place = open.enter(route.upstream());
                ClassicHttpResponse answer = execute(open, route.upstream(), request)) {
            try {
                answer(exchange, route, answer);
            } catch (IOException | RuntimeException failed) {
                // Before the answer is closed: to close it would be to read its rest.
                request.cancel();
                throw failed;
            }
        } catch (AnswerBody.Unread gone) {
            LOG.info(
                    "the client went away while receiving",
                    "path",
                    exchange.visit().path());
        } catch (ClientBody.Gone gone) {
            request.cancel();
            LOG.info(
                    "the client went away while sending, or took too long",
                    "path",
                    exchange.visit().path());
            exchange.response().setStatus(HttpServletResponse.SC_REQUEST_TIMEOUT);
            exchange.response().setHeader("Connection", "close");
        } catch (InterruptedIOException slow) {
            throw broken(
                    exchange,
                    request,
                    route.upstream() == Upstream.KEYCLOAK ? ErrorCode.IDP_SLOW : ErrorCode.REL_UPSTREAM_SLOW,
                    slow);
        } catch (IOException down) {
            throw broken(
                    exchange,
                    request,
                    route.upstream() == Upstream.KEYCLOAK ? ErrorCode.IDP_DOWN : ErrorCode.REL_UPSTREAM_DOWN,
                    down);
        }
    }

    /** What has come of a broken answer is not mixed with the refusal: neither its beginning nor its headers. */
    private static CodedException broken(
            Exchange exchange, HttpUriRequestBase request, ErrorCode code, IOException cause) {
        request.cancel();
        if (exchange.response().isCommitted()) {
            ClientLine.of(exchange.request()).hangUp();
        } else {
            exchange.startOver();
        }
        return new CodedException(code, "", cause);
    }

    /** A kept connection that the upstream has closed meanwhile is no failure of the upstream: what is safe goes again. */
    private static ClassicHttpResponse execute(Upstreams open, Upstream upstream, HttpUriRequestBase request)
            throws IOException {
        try {
            return open.client().executeOpen(open.host(upstream), request, null);
        } catch (InterruptedIOException | ConnectException | ClientBody.Gone notThat) {
            throw notThat;
        } catch (IOException closed) {
            open.forgetKept();
            if (request.getEntity() != null || request.getMethod().equals("POST")) {
                throw closed;
            }
            return open.client().executeOpen(open.host(upstream), request, null);
        }
    }

    /** What goes upstream for that exchange. */
    UpstreamRequest built(Exchange exchange, Route route) {
        HttpServletRequest from = exchange.request();
        return UpstreamRequest.of(
                route,
                exchange.visit(),
                new UpstreamRequest.Said(
                        exchange.language(),
                        exchange.correlationId(),
                        exchange.nonce(),
                        exchange.formToken(),
                        exchange.session() == null ? null : exchange.session().sharedUntil(),
                        route.upstream() == Upstream.PORTAL ? NomadesPosture.advice(exchange.visit()) : List.of(),
                        exchange.tokens()),
                name -> from.getHeader(name) == null ? List.of() : Collections.list(from.getHeaders(name)));
    }

    private HttpUriRequestBase request(Exchange exchange, Route route) throws IOException {
        UpstreamRequest built = built(exchange, route);
        HttpUriRequestBase request = new HttpUriRequestBase(built.method(), ROOT);
        request.setPath(built.target());
        built.headers().forEach(request::addHeader);
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(connect))
                .setResponseTimeout(Timeout.of(patience(route, exchange.visit())))
                .build());
        // What a safe request carries has no meaning, and is read by no two servers alike.
        if (exchange.visit().unsafe()) {
            body(exchange.request(), route).ifPresent(request::setEntity);
        }
        return request;
    }

    /** A login page's form is small and needs no session: a stranger may not stream at Keycloak. */
    private Optional<HttpEntity> body(HttpServletRequest from, Route route) throws IOException {
        boolean stranger = route.upstream() == Upstream.KEYCLOAK;
        long most = stranger ? LARGEST_FORM : largestBody;
        long length = from.getContentLengthLong();
        if (length > most) {
            throw new CodedException(ErrorCode.REL_TOO_LARGE, "> " + most / 1_024 + " KiB");
        }
        if (length > 0 || (length < 0 && from.getHeader("Transfer-Encoding") != null)) {
            ClientBody body = new ClientBody(from.getInputStream(), most, stranger ? transfer : upload);
            return Optional.of(new InputStreamEntity(body, length, null));
        }
        return Optional.empty();
    }

    private Duration patience(Route route, Visit visit) {
        if (visit.unsafe() || route.kind() == Route.Kind.API) {
            return transfer;
        }
        return route.upstream() == Upstream.PORTAL ? firstByteOfPage : firstByte;
    }

    /**
     * What another way than this one needs to send a request that only reads.
     *
     * @param target path and query, as they go over the wire
     * @param connect how long the connection may take
     * @param patience how long the beginning of the answer may take
     * @param silence how long it may pause
     * @param leave gives the place at the upstream back; always to be called, once
     */
    public record Errand(
            URI base,
            String method,
            String target,
            Map<String, String> headers,
            Duration connect,
            Duration patience,
            Duration silence,
            Runnable leave) {}

    /** The errand of an exchange that has been judged; none when its upstream is fully busy, or is Keycloak. */
    public Optional<Errand> errand(Exchange exchange, Route route) {
        Upstreams open = upstreams;
        URI base = switch (route.upstream()) {
            case PORTAL -> portal;
            case HR -> hr;
            case MAIL -> mail;
            case KEYCLOAK, DOOR -> null;
        };
        if (open == null || base == null) {
            return Optional.empty();
        }
        UpstreamRequest built = built(exchange, route);
        return open.enterAtOnce(route.upstream())
                .map(place -> new Errand(
                        base,
                        built.method(),
                        built.target(),
                        built.headers(),
                        connect,
                        patience(route, exchange.visit()),
                        transfer,
                        place::close));
    }

    /**
     * The headers of an answer for the browser, besides those that the door puts on every response.
     *
     * @param status the upstream's
     * @param says the upstream's values of a header, in order
     * @throws CodedException when it is no answer of ours
     */
    public Map<String, String> head(Exchange exchange, Route route, int status, Function<String, List<String>> says) {
        Upstreams open = upstreams;
        if (open == null) {
            throw new IllegalStateException("closed");
        }
        return AnswerHead.of(exchange, route, open.origins(route.upstream()), status, says);
    }

    private void answer(Exchange exchange, Route route, ClassicHttpResponse answer) throws IOException {
        Map<String, String> head = head(exchange, route, answer.getCode(), name -> values(answer, name));
        HttpEntity entity = answer.getEntity();
        if (entity != null && AnswerHead.problemForAPerson(exchange, answer.getCode(), head)) {
            throw AnswerHead.problem(route, entity.getContent().readNBytes(AnswerHead.LONGEST_PROBLEM));
        }
        HttpServletResponse response = exchange.response();
        response.setStatus(answer.getCode());
        head.forEach(response::setHeader);
        if (route.upstream() == Upstream.KEYCLOAK && exchange.visit().path().startsWith(KeycloakCookies.PATH)) {
            for (String cookie : values(answer, "Set-Cookie")) {
                KeycloakCookies.received(cookie).ifPresent(kept -> response.addHeader("Set-Cookie", kept));
            }
        }
        if (entity == null) {
            // To HEAD, what GET would have sent; a library drops the length with the body.
            ResponseHeaders.length(values(answer, "Content-Length")).ifPresent(response::setContentLengthLong);
            return;
        }
        if (entity.getContentLength() >= 0) {
            response.setContentLengthLong(entity.getContentLength());
        }
        AnswerBody.stream(entity, response.getOutputStream(), ClientLine.of(exchange.request()));
    }

    private static List<String> values(ClassicHttpResponse answer, String name) {
        List<String> values = new ArrayList<>(1);
        for (Header header : answer.getHeaders(name)) {
            values.add(header.getValue());
        }
        return values;
    }
}
