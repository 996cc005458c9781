package fr.intraparis.gateway.support;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.mail.AnswerCode;
import fr.intraparis.kernel.contract.mail.TicketView;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The text of the SOS page. The template escapes every value; no value is ever written unescaped. */
final class SosText {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final String BUNDLE = "fr.intraparis.gateway.support.texts";
    private static final Template PAGE = template();

    /** What every showing of the page needs. */
    record Frame(Locale language, String supportPhone, CorrelationId correlationId, Instant at, String nonce) {}

    /** What went wrong with a form, and with which of the two. */
    record Trouble(ErrorCode code, boolean reading) {
        /** Where on the page it can be mended. */
        String field() {
            if (reading) {
                return "answer-code";
            }
            return code == ErrorCode.SUP_REPORT ? Receipt.REPORT : "text";
        }
    }

    private SosText() {}

    /** Both forms, as they were filled. @param facts the receipt, by name */
    static String forms(
            Frame frame,
            Map<String, String> typed,
            Map<String, String> facts,
            String address,
            @Nullable Trouble trouble) {
        Map<String, Object> values = values(frame);
        ResourceBundle texts = texts(frame.language());
        values.put("forms", true);
        values.put("title", texts.getString("title"));
        values.put("typed", typed);
        values.put("address", address);
        values.put("withAddress", typed.getOrDefault("address", "").equals("on"));
        values.put("now", frame.at().toEpochMilli());
        List<Map<String, String>> lines = new ArrayList<>();
        facts.forEach((name, value) ->
                lines.add(Map.of("name", name, "label", texts.getString("fact-" + name), "value", value)));
        values.put("facts", lines);
        if (trouble != null) {
            values.put(
                    "trouble",
                    Map.of(
                            "title", trouble.code().title(frame.language()),
                            "cure", trouble.code().cure(frame.language()),
                            "code", trouble.code().code(),
                            "field", trouble.field()));
        }
        return PAGE.execute(values);
    }

    /** That a ticket has been taken, with its code: nobody can show that code later. */
    static String sent(Frame frame, AnswerCode code) {
        Map<String, Object> values = values(frame);
        values.put("sent", true);
        values.put("title", texts(frame.language()).getString("sentTitle"));
        values.put("answerCode", code.shown());
        return PAGE.execute(values);
    }

    /** A ticket with its answer, for whoever has its code. */
    static String answer(Frame frame, TicketView ticket) {
        Map<String, Object> values = values(frame);
        ResourceBundle texts = texts(frame.language());
        values.put("answer", true);
        values.put("title", texts.getString("answerTitle"));
        values.put("state", texts.getString("state-" + ticket.state()));
        values.put("reference", ticket.reference());
        values.put("ticketCode", ticket.code());
        values.put("openedAt", time(ticket.openedAt(), frame.language()));
        values.put("text", ticket.text());
        values.put("answerText", Objects.requireNonNullElse(ticket.answer(), ""));
        if (ticket.answeredAt() != null) {
            values.put("answeredAt", time(ticket.answeredAt(), frame.language()));
        }
        if (ticket.healedAt() != null) {
            values.put("healedAt", time(ticket.healedAt(), frame.language()));
        }
        return PAGE.execute(values);
    }

    private static Map<String, Object> values(Frame frame) {
        boolean english = frame.language().getLanguage().equals("en");
        ResourceBundle texts = texts(frame.language());
        Map<String, String> t = new HashMap<>();
        texts.keySet().forEach(key -> t.put(key, texts.getString(key)));
        Map<String, Object> values = new HashMap<>();
        values.put("t", t);
        values.put("lang", english ? "en" : "fr");
        values.put("otherLang", english ? "fr" : "en");
        values.put("phone", frame.supportPhone());
        values.put("phoneDigits", frame.supportPhone().replaceAll("[^0-9+]", ""));
        values.put("nonce", frame.nonce());
        values.put("correlation", frame.correlationId().value());
        values.put("time", time(frame.at(), frame.language()));
        for (String absent : List.of("forms", "sent", "answer", "trouble", "answeredAt", "healedAt")) {
            values.put(absent, false);
        }
        return values;
    }

    private static String time(Instant at, Locale language) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.MEDIUM)
                .withLocale(language.getLanguage().equals("en") ? Locale.UK : Locale.FRANCE)
                .format(at.atZone(PARIS));
    }

    private static ResourceBundle texts(Locale language) {
        return ResourceBundle.getBundle(
                BUNDLE,
                language.getLanguage().equals("en") ? Locale.ENGLISH : Locale.FRENCH,
                SosText.class.getClassLoader());
    }

    private static Template template() {
        try (InputStream text =
                Objects.requireNonNull(SosText.class.getResourceAsStream("sos.mustache"), "sos.mustache")) {
            return Mustache.compiler()
                    .escapeHTML(true)
                    .emptyStringIsFalse(true)
                    .defaultValue("")
                    .compile(new InputStreamReader(text, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
