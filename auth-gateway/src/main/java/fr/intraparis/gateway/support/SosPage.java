package fr.intraparis.gateway.support;

import fr.intraparis.gateway.CrossSite;
import fr.intraparis.gateway.Exchange;
import fr.intraparis.gateway.Step.Then;
import fr.intraparis.gateway.Visit;
import fr.intraparis.gateway.audit.Refusals;
import fr.intraparis.gateway.diagnostic.Diagnostics;
import fr.intraparis.gateway.posture.NomadesPosture;
import fr.intraparis.gateway.throttle.Throttle;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.Log;
import fr.intraparis.kernel.audit.AuditEntry;
import fr.intraparis.kernel.contract.mail.AnswerCode;
import fr.intraparis.kernel.contract.mail.NewTicket;
import fr.intraparis.kernel.contract.mail.ReadTicket;
import fr.intraparis.kernel.contract.mail.TicketFact;
import fr.intraparis.kernel.http.SecurityHeaders;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** {@code /nomades/sos}: write to IT support, or read its answer. Open to whoever reaches the door at all. */
@ApplicationScoped
public class SosPage {
    private static final Log LOG = Log.of(SosPage.class);
    private static final String PATH = "/nomades/sos";
    private static final String CODE = "NOM-[A-Z]{3}-[0-9]{3}";
    private static final Pattern FIRST_CODE = Pattern.compile(CODE);
    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_VALUE = 300;

    @Inject
    Throttle throttle;

    @Inject
    Handover handover;

    @Inject
    MailBridge mailBridge;

    @Inject
    Refusals refusals;

    @Inject
    Diagnostics diagnostics;

    @Inject
    @ConfigProperty(name = "intraparis.origin")
    String origin = "";

    @Inject
    @ConfigProperty(name = "nomades.support-phone", defaultValue = "01 99 00 39 75")
    String supportPhone = "";

    @Inject
    @ConfigProperty(name = "nomades.session-key")
    String key = "";

    private @Nullable OneTimeCodes codes;

    @PostConstruct
    void configure() {
        codes = new OneTimeCodes(Base64.getDecoder().decode(key));
    }

    /** Serves the page, or lets the next step run. */
    public Then serve(Exchange exchange) throws IOException {
        Visit visit = exchange.visit();
        if (!visit.path().equals(PATH)) {
            return Then.NEXT;
        }
        if (!visit.unsafe()) {
            send(exchange, 200, SosText.forms(frame(exchange), asked(visit), Receipt.of(visit), address(visit), null));
            return Then.DONE;
        }
        HttpServletRequest request = exchange.request();
        if (!CrossSite.own(request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"), origin)) {
            throw new CodedException(ErrorCode.SES_CROSS_SITE, "");
        }
        TypedForm form = TypedForm.read(request.getInputStream());
        if (form.fields().containsKey("bring")) {
            // From the diagnosis page, with its report: nothing is sent yet.
            Map<String, String> brought = asked(visit);
            brought.put(Receipt.REPORT, form.value(Receipt.REPORT));
            diagnostics
                    .told(form.value(Receipt.REPORT), visit.at())
                    .flatMap(told -> FIRST_CODE.matcher(told).results().findFirst())
                    .ifPresent(found -> brought.put("code", found.group()));
            send(exchange, 200, SosText.forms(frame(exchange), brought, Receipt.of(visit), address(visit), null));
            return Then.DONE;
        }
        boolean reading = form.fields().containsKey("answer-code");
        try {
            send(exchange, 200, reading ? read(exchange, form) : open(exchange, form));
        } catch (CodedException refused) {
            refuse(exchange, form, new SosText.Trouble(refused.code(), reading));
        }
        return Then.DONE;
    }

    /** Of the refusal that led here: only what has the form of a code and of a number is shown. */
    private static Map<String, String> asked(Visit visit) {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put(
                "code",
                visit.query().first("code").filter(code -> code.matches(CODE)).orElse(""));
        typed.put(
                "correlation",
                visit.query()
                        .first("correlation")
                        .filter(number -> number.matches(UUID_FORM))
                        .orElse(""));
        typed.put("key", UUID.randomUUID().toString());
        return typed;
    }

    private String open(Exchange exchange, TypedForm form) {
        Visit visit = exchange.visit();
        if (!throttle.takesTicket(visit)) {
            throw new CodedException(ErrorCode.SUP_TOO_MANY, "");
        }
        String code = form.value("code").toUpperCase(Locale.ROOT);
        String text = form.value("text");
        if (text.isEmpty() || text.length() > LONGEST_TEXT || !(code.isEmpty() || code.matches(CODE))) {
            throw new CodedException(ErrorCode.SUP_TEXT, "");
        }
        String correlation = form.value("correlation").matches(UUID_FORM) ? form.value("correlation") : "";
        List<TicketFact> facts = new ArrayList<>();
        for (String name : Receipt.NAMES) {
            String value = form.value("fact-" + name).replace('\n', ' ');
            if (!value.isEmpty()) {
                facts.add(new TicketFact(name, value.substring(0, Math.min(value.length(), LONGEST_VALUE))));
            }
        }
        String report = form.value(Receipt.REPORT);
        if (!report.isBlank()) {
            String told = diagnostics
                    .told(report, visit.at())
                    .orElseThrow(() -> new CodedException(ErrorCode.SUP_REPORT, ""));
            facts.add(new TicketFact(Receipt.REPORT, told));
        }
        if (form.value("address").equals("on")) {
            facts.add(new TicketFact(Receipt.ADDRESS, address(visit)));
        }
        String formKey = form.value("key").matches(UUID_FORM)
                ? form.value("key")
                : UUID.randomUUID().toString();
        OneTimeCodes made = made();
        AnswerCode answerCode = made.code(formKey);
        handover.take(
                new NewTicket(
                        made.id(formKey).toString(),
                        answerCode.reference(),
                        answerCode.hash(),
                        code,
                        correlation,
                        text,
                        facts,
                        visit.at()),
                String.join("\n", code, correlation, text, facts.toString()));
        LOG.info("a ticket is taken", "reference", answerCode.reference(), "code", code);
        return SosText.sent(frame(exchange), answerCode);
    }

    private String read(Exchange exchange, TypedForm form) {
        Visit visit = exchange.visit();
        if (!throttle.readsAnswer(visit)) {
            throw new CodedException(ErrorCode.SUP_TOO_MANY, "");
        }
        AnswerCode code = AnswerCode.parse(form.value("answer-code"))
                .orElseThrow(() -> new CodedException(ErrorCode.SUP_NOT_FOUND, ""));
        return SosText.answer(
                frame(exchange),
                mailBridge.read(new ReadTicket(code.shown(), Receipt.healthy(NomadesPosture.findings(visit)))));
    }

    /** The page comes back with all that was typed, and says why. */
    private void refuse(Exchange exchange, TypedForm form, SosText.Trouble trouble) throws IOException {
        Visit visit = exchange.visit();
        int status = trouble.code().status();
        LOG.info("refused", "code", trouble.code().code());
        if (status == 429) {
            exchange.response().setHeader("Retry-After", "60");
            refusals.note(
                    AuditEntry.refused(
                            "-",
                            "refusal",
                            PATH,
                            trouble.code(),
                            exchange.correlationId(),
                            Map.of("zone", visit.zone().name())),
                    visit.place());
        } else if (status == 503) {
            exchange.response().setHeader("Retry-After", "10");
        }
        Map<String, String> typed = asked(visit);
        form.fields().forEach((name, value) -> typed.put(name, value));
        Map<String, String> facts = Receipt.of(visit);
        if (trouble.code() == ErrorCode.SYS_KEY_REUSED) {
            // The ticket of that key has left; what was changed since is another one.
            typed.put("key", UUID.randomUUID().toString());
        }
        if (!trouble.reading()) {
            facts.replaceAll((name, seen) -> form.value("fact-" + name));
        }
        send(exchange, status, SosText.forms(frame(exchange), typed, facts, address(visit), trouble));
    }

    private SosText.Frame frame(Exchange exchange) {
        return new SosText.Frame(
                exchange.language(),
                supportPhone,
                exchange.correlationId(),
                exchange.visit().at(),
                exchange.nonce());
    }

    private OneTimeCodes made() {
        if (codes == null) {
            throw new IllegalStateException("not configured");
        }
        return codes;
    }

    private static String address(Visit visit) {
        return visit.address().toString();
    }

    private static void send(Exchange exchange, int status, String text) throws IOException {
        HttpServletResponse response = exchange.response();
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Content-Language", exchange.language().getLanguage());
        response.setHeader("Content-Security-Policy", SecurityHeaders.contentSecurityPolicy(exchange.nonce()));
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
