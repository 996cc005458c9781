package fr.intraparis.gateway.diagnostic;

import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Query;
import fr.intraparis.gateway.Step.Then;
import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.diagnostic.Diagnosis.Line;
import fr.intraparis.gateway.diagnostic.Receipts.Reading;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Serves the diagnostic page, what its script needs, and the reading of receipts. It keeps nothing and sets no cookie: a
 * post here only measures or reads, so it may come from anywhere.
 */
@ApplicationScoped
public class Diagnostics {
    private static final String PAGE = "/nomades/diagnostic";
    private static final String READING = PAGE + "/receipt";
    private static final String HTML = "text/html;charset=UTF-8";
    private static final int LARGEST_FORM = 16 * 1024;
    private static final Map<String, String> FILES =
            Map.of("diagnostic.js", "text/javascript;charset=UTF-8", "diagnostic.css", "text/css;charset=UTF-8");

    private final Clock clock = Clock.systemUTC();

    @Inject
    Neighbours neighbours;

    @Inject
    @ConfigProperty(name = "nomades.posture.max-clock-offset", defaultValue = "PT90S")
    Duration maxClockOffset = Duration.ofSeconds(90);

    @Inject
    @ConfigProperty(name = "nomades.receipt-key")
    String receiptKey = "";

    @Inject
    @ConfigProperty(name = "nomades.receipt-max-age", defaultValue = "PT24H")
    Duration receiptMaxAge = Duration.ofHours(24);

    @Inject
    @ConfigProperty(name = "nomades.support-phone", defaultValue = "01 99 00 39 75")
    String supportPhone = "";

    private Receipts receipts = new Receipts(new byte[32], Duration.ZERO);

    @PostConstruct
    void configure() {
        receipts = new Receipts(Base64.getDecoder().decode(receiptKey), receiptMaxAge);
    }

    /** Answers what is under its path, or lets the next step run. */
    public Then serve(Exchange exchange) throws IOException {
        String path = exchange.visit().path();
        if (!path.equals(PAGE) && !path.startsWith(PAGE + "/")) {
            return Then.NEXT;
        }
        if (path.equals(PAGE)) {
            page(exchange);
        } else if (path.equals(READING)) {
            reading(exchange);
        } else {
            file(exchange, path.substring(PAGE.length() + 1));
        }
        return Then.DONE;
    }

    /**
     * What a report says that somebody brings: its pseudonym and time, and each check that is not as it should be.
     *
     * @return empty when it is not as this door wrote it
     */
    public Optional<String> told(String report, Instant now) {
        return Optional.ofNullable(receipts.read(report, now).receipt())
                .map(receipt -> receipt.pseudonym() + " " + receipt.at() + " "
                        + receipt.checks().entrySet().stream()
                                .filter(check -> !check.getValue().equals(Result.State.GOOD.id()))
                                .map(check -> check.getKey() + ": " + check.getValue())
                                .collect(Collectors.joining(", ")));
    }

    private void page(Exchange exchange) throws IOException {
        Visit visit = exchange.visit();
        Measured measured = visit.unsafe() ? Measured.of(form(exchange)) : Measured.NOTHING;
        List<Line> lines = Diagnosis.of(new Facts(visit, measured, neighbours.ask(), maxClockOffset));
        String agent = Objects.requireNonNullElse(exchange.request().getHeader("User-Agent"), "");
        html(exchange, page(visit).diagnosis(lines, agent, receipts.write(lines, visit.at())));
    }

    private void reading(Exchange exchange) throws IOException {
        Visit visit = exchange.visit();
        Reading reading =
                visit.unsafe() ? receipts.read(form(exchange).first("receipt").orElse(""), visit.at()) : null;
        html(exchange, page(visit).reading(reading));
    }

    /** The door's time, and the page's own files. */
    private void file(Exchange exchange, String name) throws IOException {
        if (exchange.visit().unsafe()) {
            exchange.response().setHeader("Allow", "GET, HEAD");
            throw new CodedException(ErrorCode.REL_METHOD, "");
        }
        if (name.equals("time")) {
            // As late as can be: what passes before is taken for the way back.
            send(
                    exchange.response(),
                    "text/plain",
                    Long.toString(clock.millis()).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        String type = FILES.get(name);
        try (InputStream file = type == null ? null : Diagnostics.class.getResourceAsStream(name)) {
            if (type == null || file == null) {
                throw new CodedException(ErrorCode.REL_NO_ROUTE, "");
            }
            exchange.response().setHeader("Cache-Control", "public, max-age=3600");
            send(exchange.response(), type, file.readAllBytes());
        }
    }

    private DiagnosticPage page(Visit visit) {
        return new DiagnosticPage(visit.language(), supportPhone, visit.at());
    }

    private static Query form(Exchange exchange) throws IOException {
        byte[] body = exchange.request().getInputStream().readNBytes(LARGEST_FORM + 1);
        if (body.length > LARGEST_FORM) {
            throw new CodedException(ErrorCode.REL_TOO_LARGE, "> " + LARGEST_FORM / 1_024 + " KiB");
        }
        // A receipt may have been broken over lines, which a query may not hold.
        return Query.parse(new String(body, StandardCharsets.US_ASCII).replaceAll("(?i)%0[9AD]", ""));
    }

    private static void html(Exchange exchange, String text) throws IOException {
        Locale language = exchange.visit().language();
        exchange.response().setHeader("Content-Language", language.getLanguage());
        send(exchange.response(), HTML, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpServletResponse response, String type, byte[] body) throws IOException {
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
