package fr.intraparis.gateway.support;

import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.contract.mail.AnswerCode;
import fr.intraparis.kernel.contract.mail.TicketView;
import fr.intraparis.kernel.testing.Shows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SosTextTest {
    private static final Instant AT = Instant.parse("2026-11-22T09:30:15Z");
    private static final String NASTY = "<b>\"&</textarea>";

    @Test
    @Shows("E10.2")
    void whatWasTypedComesBackAsText() {
        Map<String, String> facts = new LinkedHashMap<>();
        Receipt.NAMES.forEach(name -> facts.put(name, NASTY));
        String page = SosText.forms(
                frame(Locale.FRENCH),
                Map.of("text", NASTY, "code", NASTY, "correlation", NASTY, "answer-code", NASTY, "key", NASTY),
                facts,
                "192.0.2.7",
                new SosText.Trouble(ErrorCode.SUP_TEXT, false));
        assertFalse(page.contains("<b>"), page);
        assertEquals(7 + Receipt.NAMES.size(), page.split("&lt;b&gt;", -1).length - 1);
        assertTrue(page.contains("NOM-SUP-005"));
        assertFalse(page.contains("{{"));
    }

    @Test
    @Shows("E10.4")
    void aHealedTicketSaysSince() {
        TicketView ticket =
                new TicketView("1", "ABCD1234", "NOM-NET-002", "", NASTY, List.of(), AT, "CLOSED", null, null, AT);
        assertTrue(SosText.answer(frame(Locale.FRENCH), ticket).contains("Cause guérie le 22 novembre 2026"));
        String english = SosText.answer(frame(Locale.ENGLISH), ticket);
        assertTrue(english.contains("Cause cured on 22 November 2026"), english);
        assertFalse(english.contains("<b>"));
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        assertEquals(keys(Locale.FRENCH), keys(Locale.ENGLISH));
    }

    @Test
    @Shows("M4")
    void theSameFormHasTheSameCodeAndNobodyElseMakesIt() {
        OneTimeCodes ours = new OneTimeCodes(new byte[32]);
        AnswerCode code = ours.code("a");
        assertEquals(code, new OneTimeCodes(new byte[32]).code("a"));
        assertEquals(ours.id("a"), new OneTimeCodes(new byte[32]).id("a"));
        assertNotEquals(code, ours.code("b"));
        byte[] other = new byte[32];
        other[31] = 1;
        assertNotEquals(code, new OneTimeCodes(other).code("a"));
        assertEquals(8, ours.id("a").version());
        assertEquals(2, ours.id("a").variant());
    }

    @Test
    void aFormHasALimit() throws IOException {
        assertEquals("é\nb", form("text=%C3%A9%0D%0Ab&x=1").value("text"));
        assertThrows(fr.intraparis.kernel.CodedException.class, () -> form("text=%C3%"));
        String largest = "t=" + "a".repeat(TypedForm.MOST_BYTES - 2);
        assertEquals(TypedForm.MOST_BYTES - 2, form(largest).value("t").length());
        assertThrows(fr.intraparis.kernel.CodedException.class, () -> form(largest + "a"));
    }

    private static TypedForm form(String body) throws IOException {
        return TypedForm.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static SosText.Frame frame(Locale language) {
        return new SosText.Frame(language, "01 99 00 39 75", CorrelationId.fresh(), AT, "n0nce");
    }

    private static TreeSet<String> keys(Locale language) {
        return new TreeSet<>(ResourceBundle.getBundle("fr.intraparis.gateway.support.texts", language)
                .keySet());
    }
}
