package fr.intraparis.mail.wire;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

class SafeMailTest {
    private static final String INJECTIONS_APART = "|";

    /** What a line break, an invisible mark or a half character can look like. */
    static final String[] BROKEN = {
        "a\r\nBcc: evil@example.org",
        "a\nBcc: evil@example.org",
        "a\rBcc: evil@example.org",
        "a\r\n\r\nbody",
        "a\u0085b",
        "a\u2028b",
        "a\u2029b",
        "a\tb",
        "a\0b",
        "a\u000bb",
        "a\u202egnp.exe",
        "a\u200bb",
        "\ufeffa",
        "a\ud800b",
    };

    @Test
    void noBrokenLineEntersTheSubjectAFileNameOrAName() {
        for (String broken : BROKEN) {
            refused(draft("Paul", broken, null, List.of()));
            refused(draft(broken, "Objet", null, List.of()));
            refused(draft("Paul", "Objet", null, List.of(new Attachment(broken, "text/plain", new byte[1]))));
            refused(draft("Paul", "Objet", null, List.of(new Attachment("a.pdf", broken, new byte[1]))));
            refused(draft("Paul", "Objet", "<" + broken + "@paris.fr>", List.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.pdf\"\r\nBcc: evil@example.org",
                "a.pdf\"; filename=\"b.exe",
                "../../etc/passwd",
                "..\\win.ini",
                " ",
            })
    void noFileNameLeavesItsPlace(String name) {
        refused(draft("Paul", "Objet", null, List.of(new Attachment(name, "application/pdf", new byte[1]))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/pdf; name=x", "pdf", "a/b/c", "", "application/p df", "text/html\r\nX: y"})
    void noMediaTypeCarriesMore(String type) {
        refused(draft("Paul", "Objet", null, List.of(new Attachment("a.pdf", type, new byte[1]))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "<a b@c>", "<a>\r\nX: y", "<é@paris.fr>", "<>", "<<a@b>>"})
    void noInReplyToCarriesMore(String answered) {
        refused(draft("Paul", "Objet", answered, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nRCPT TO:<evil@example.org>@paris.fr",
                "a\u760d\u760aRCPT TO:<evil@example.org>@paris.fr",
                "a@paris.fr\u760d\u760aRCPT TO:<evil@example.org>",
            })
    void noRecipientBecomesASecondCommand(String typed) {
        CodedException refused = assertThrows(CodedException.class, () -> SafeMail.recipient(typed));
        assertEquals(ErrorCode.MAI_ADDRESS, refused.code());
    }

    @Test
    void whatIsWrittenIsReadAgainAndNothingElse() throws Exception {
        byte[] content = {0, 1, 2, 13, 10, 46, 13, 10};
        MimeMessage read = read(SafeMail.compose(draft(
                "Amélie D. \"Ame\" <x@y>",
                "Réponse: =?utf-8?q?x?= 漢字 瘍瘊",
                "<1@paris.fr>",
                List.of(
                        new Attachment("pièce n° 1; filename=x.pdf", "application/pdf", content),
                        new Attachment("page.html", "text/html", content)))));
        assertEquals("<11111111-1111-1111-1111-111111111111@paris.fr>", read.getMessageID());
        assertEquals("Réponse: =?utf-8?q?x?= 漢字 瘍瘊", read.getSubject());
        assertEquals("<1@paris.fr>", read.getHeader("In-Reply-To", INJECTIONS_APART));
        assertEquals(1, read.getFrom().length);
        assertEquals(2, read.getAllRecipients().length);
        Multipart parts = (Multipart) read.getContent();
        assertEquals("Bonjour\r\n.\r\nBcc: personne\r\n", parts.getBodyPart(0).getContent());
        assertEquals("pièce n° 1; filename=x.pdf", parts.getBodyPart(1).getFileName());
        assertArrayEquals(content, parts.getBodyPart(1).getInputStream().readAllBytes());
        assertEquals("application/octet-stream", parts.getBodyPart(2).getContentType());
        assertEquals(3, parts.getCount());
    }

    @Test
    void theBodyNeverBecomesAHeader() throws Exception {
        byte[] written = SafeMail.compose(new Draft(
                "<1@paris.fr>",
                "a@paris.fr",
                "",
                List.of(SafeMail.recipient("b@paris.fr")),
                List.of(),
                "",
                "\r\nBcc: evil@example.org\r\n\r\n\0x",
                null,
                List.of(),
                Instant.EPOCH));
        MimeMessage read = read(written);
        assertEquals(1, read.getAllRecipients().length);
        assertFalse(new String(written, StandardCharsets.ISO_8859_1).contains("\0"));
    }

    private static Draft draft(String name, String subject, @Nullable String inReplyTo, List<Attachment> attachments) {
        return new Draft(
                "<11111111-1111-1111-1111-111111111111@paris.fr>",
                "amelie.durand@paris.fr",
                name,
                List.of(SafeMail.recipient("bruno.martin@paris.fr")),
                List.of(SafeMail.recipient("chloe.bernard@paris.fr")),
                subject,
                "Bonjour\n.\nBcc: personne\n",
                inReplyTo,
                attachments,
                Instant.EPOCH);
    }

    private static void refused(Draft draft) {
        CodedException refused = assertThrows(CodedException.class, () -> SafeMail.compose(draft), draft::toString);
        assertEquals(ErrorCode.MAI_UNSAFE_TEXT, refused.code());
        assertFalse(refused.detail().contains("\n"), "the refusal itself is one line");
    }

    private static MimeMessage read(byte[] mime) throws MessagingException, IOException {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mime));
    }
}
