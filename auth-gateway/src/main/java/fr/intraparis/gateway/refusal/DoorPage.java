package fr.intraparis.gateway.refusal;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import fr.intraparis.gateway.session.Session;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The text of the door's own pages. The template escapes every value; no value is ever written unescaped. */
final class DoorPage {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final String BUNDLE = "fr.intraparis.gateway.refusal.texts";
    /** What the detail of a refusal is, by the area of its code. */
    private static final Map<String, String> LABELS = Map.of("NET", "network", "BRW", "browser");

    private static final Template PAGE = template("page.mustache");

    private DoorPage() {}

    /**
     * Why something was refused. Of a form that may go later, the browser still has all that was typed: the page says
     * how to send it again.
     *
     * @param renews whether the page's script may prove that the session is this browser's, and go there again
     */
    static String refusal(
            ErrorCode code,
            String rule,
            String detail,
            boolean form,
            CorrelationId id,
            Instant at,
            Locale language,
            String supportPhone,
            String door,
            boolean renews) {
        Map<String, Object> values = values(language, supportPhone);
        values.put("renews", renews);
        values.put("script", renews);
        values.put("signInAndReload", form && code.status() == 401 && code != ErrorCode.SES_BLOCKED);
        values.put("reload", form && code.status() >= 500);
        values.put("refusal", true);
        values.put("title", code.title(language));
        values.put("detail", detail);
        values.put("detailLabel", texts(language).getString(LABELS.getOrDefault(code.area(), "since")));
        values.put("cure", code.cure(language));
        values.put("who", code.who().in(language));
        values.put("code", code.code());
        values.put("rule", rule);
        values.put("instant", at.toString());
        values.put("time", time(at, language));
        values.put("correlation", id.value());
        values.put("sos", door + "/nomades/sos?code=" + code.code() + "&correlation=" + id.value());
        return PAGE.execute(values);
    }

    /** That somebody is signed out, on a computer that others use too or on another. */
    static String loggedOut(boolean shared, Locale language, String supportPhone) {
        Map<String, Object> values = values(language, supportPhone);
        values.put("loggedOut", true);
        values.put("cleared", shared);
        if (shared) {
            values.put("otherQuery", "?from=shared&lang=" + values.get("otherLang"));
        }
        values.put("title", texts(language).getString("loggedOutTitle"));
        return PAGE.execute(values);
    }

    /** A page of that name for somebody who is signed in; the values are those of its part of the template. */
    static String own(
            String name, Map<String, Object> own, @Nullable Session session, Locale language, String supportPhone) {
        Map<String, Object> values = values(language, supportPhone);
        Instant shared = session == null ? null : session.sharedUntil();
        values.put("title", texts(language).getString(name + "Title"));
        values.put("script", shared == null);
        values.put("acts", shared == null);
        values.put("sharedUntil", shared == null ? "" : hour(shared, language));
        values.putAll(own);
        values.put(name, true);
        return PAGE.execute(values);
    }

    /** That time in Paris, as it is said in that language. */
    static String time(Instant at, Locale language) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.MEDIUM)
                .withLocale(language.equals(Locale.ENGLISH) ? Locale.UK : Locale.FRANCE)
                .format(at.atZone(PARIS));
    }

    /** That time of day in Paris. */
    private static String hour(Instant at, Locale language) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(language.equals(Locale.ENGLISH) ? Locale.UK : Locale.FRANCE)
                .format(at.atZone(PARIS));
    }

    /** That day, as it is said in that language. */
    static String day(LocalDate day, Locale language) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(language.equals(Locale.ENGLISH) ? Locale.UK : Locale.FRANCE)
                .format(day);
    }

    private static Map<String, Object> values(Locale language, String supportPhone) {
        boolean english = language.getLanguage().equals("en");
        ResourceBundle texts = texts(language);
        Map<String, String> t = new HashMap<>();
        texts.keySet().forEach(key -> t.put(key, texts.getString(key)));
        Map<String, Object> values = new HashMap<>();
        values.put("t", t);
        values.put("lang", english ? "en" : "fr");
        values.put("otherLang", english ? "fr" : "en");
        values.put("phone", supportPhone);
        values.put("phoneDigits", supportPhone.replaceAll("[^0-9+]", ""));
        values.put("signInAndReload", false);
        values.put("reload", false);
        values.put("refusal", false);
        values.put("script", false);
        values.put("renews", false);
        values.put("loggedOut", false);
        values.put("cleared", false);
        values.put("acts", true);
        values.put("sharedUntil", "");
        values.put("sessions", false);
        values.put("explain", false);
        values.put("otherQuery", "?lang=" + (english ? "fr" : "en"));
        return values;
    }

    static ResourceBundle texts(Locale language) {
        return ResourceBundle.getBundle(
                BUNDLE,
                language.getLanguage().equals("en") ? Locale.ENGLISH : Locale.FRENCH,
                DoorPage.class.getClassLoader());
    }

    /** A template of this package; an empty text counts as absent. */
    static Template template(String name) {
        try (InputStream text = Objects.requireNonNull(DoorPage.class.getResourceAsStream(name), name)) {
            return Mustache.compiler()
                    .escapeHTML(true)
                    .emptyStringIsFalse(true)
                    .compile(new InputStreamReader(text, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
