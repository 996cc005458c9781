package fr.intraparis.portal.upstream;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.Problem;
import fr.intraparis.portal.visitor.FormGuard;
import fr.intraparis.portal.visitor.Visitor;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** HTTP to a neighbour: its own token, the correlation id and the language, 1 s to connect, 3 s to answer. */
@ApplicationScoped
class Upstream {
    private static final Log LOG = Log.of(Upstream.class);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    @Inject
    private Visitor visitor;

    @Inject
    private FormGuard form;

    @Inject
    private Config config;

    private final Map<Neighbour, URI> places = new EnumMap<>(Neighbour.class);
    private final Jsonb json = JsonbBuilder.create();
    private final Clock clock = Clock.systemUTC();
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @PostConstruct
    void findNeighbours() {
        for (Neighbour neighbour : Neighbour.values()) {
            places.put(neighbour, config.getValue(neighbour.configKey(), URI.class));
        }
    }

    /** Starts a reading call. */
    <T> Pending<T> get(Neighbour neighbour, String path, Type type) {
        return start(neighbour, path, type, null);
    }

    /**
     * Starts a call that changes something, under the idempotency key of the form that was sent; a form of another
     * session starts nothing.
     */
    <T> Pending<T> post(Neighbour neighbour, String path, Type type, Object body) {
        return start(neighbour, path, type, body);
    }

    /** One segment of a path, so that an id can never leave its place. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private <T> Pending<T> start(Neighbour neighbour, String path, Type type, @Nullable Object body) {
        Locale locale = visitor.getLocale();
        CorrelationId correlation = CorrelationId.current();
        String token = visitor.header(neighbour.tokenHeader());
        if (token == null) {
            Answer<T> none = refused(ErrorCode.SES_NONE, "", correlation, locale);
            return () -> none;
        }
        if (body != null && !form.isAccepted()) {
            Answer<T> otherSession = refused(ErrorCode.SES_FORM_EXPIRED, "", correlation, locale);
            return () -> otherSession;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(Objects.requireNonNull(places.get(neighbour)) + path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token)
                .header(CorrelationId.HEADER, correlation.value())
                .header("Accept-Language", locale.getLanguage())
                .header("Accept", "application/json, " + Problem.MEDIA_TYPE);
        if (body != null) {
            request.header("Content-Type", "application/json")
                    .header("Idempotency-Key", form.getKey())
                    .POST(HttpRequest.BodyPublishers.ofString(json.toJson(body)));
        }
        CompletableFuture<HttpResponse<String>> sent =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        CompletableFuture<HttpResponse<String>> bounded = sent.orTimeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        return () -> read(neighbour, path, bounded, type, correlation, locale);
    }

    private <T> Answer<T> read(
            Neighbour neighbour,
            String path,
            CompletableFuture<HttpResponse<String>> sent,
            Type type,
            CorrelationId correlation,
            Locale locale) {
        try {
            HttpResponse<String> response = sent.join();
            if (response.statusCode() / 100 == 2) {
                T value = json.fromJson(response.body(), type);
                return Answer.of(value);
            }
            LOG.warn("A neighbour refused", "neighbour", neighbour, "status", response.statusCode(), "path", path);
            return Problem.parse(response.body())
                    .<Answer<T>>map(Answer::refused)
                    .orElseGet(() -> refused(ErrorCode.REL_UPSTREAM_DOWN, place(neighbour), correlation, locale));
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause();
            boolean slow = cause instanceof HttpTimeoutException || cause instanceof TimeoutException;
            LOG.warn("A neighbour did not answer", "neighbour", neighbour, "path", path, "cause", cause);
            return refused(
                    slow ? ErrorCode.REL_UPSTREAM_SLOW : ErrorCode.REL_UPSTREAM_DOWN,
                    place(neighbour),
                    correlation,
                    locale);
        } catch (JsonbException garbled) {
            LOG.warn("A neighbour answered something that makes no sense", garbled, "neighbour", neighbour);
            return refused(ErrorCode.REL_UPSTREAM_DOWN, place(neighbour), correlation, locale);
        }
    }

    private <T> Answer<T> refused(ErrorCode code, String detail, CorrelationId correlation, Locale locale) {
        return Answer.refused(Problem.of(code, detail, correlation, clock.instant(), locale));
    }

    private static String place(Neighbour neighbour) {
        return switch (neighbour) {
            case HR -> "hr-services";
            case MAIL -> "mail-bridge";
            case NOMADES -> "auth-gateway";
        };
    }
}
