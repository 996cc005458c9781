package fr.intraparis.mail.wire;

import com.icegreen.greenmail.user.GreenMailUser;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.mail.world.LocalMail;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Messages as a stranger may write them, and a mailbox that another program empties at the same time. */
class ImapMailboxTest {
    private static final String AMELIE = "amelie.durand@paris.fr";
    private static final String TOKEN = "token-a";
    private static final String HEADERS =
            "From: x@paris.fr\r\nTo: " + AMELIE + "\r\nMessage-ID: <1@paris.fr>\r\nSubject: s\r\nMIME-Version: 1.0\r\n";

    private LocalMail mail;
    private GreenMailUser amelie;

    @BeforeEach
    void open() {
        mail = LocalMail.start();
        amelie = mail.mailbox(AMELIE, TOKEN);
    }

    @AfterEach
    void close() {
        mail.close();
    }

    @Test
    void aMessageOfManyLongTextsIsReadNoFurtherThanAPersonWould() throws Exception {
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            parts.append("--b\r\nContent-Type: text/plain\r\n\r\n")
                    .append("mot mot mot mot mot mot mot mot\r\n".repeat(12_000))
                    .append("\r\n");
        }
        deliver(HEADERS + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts + "--b--\r\n");
        try (ImapMailbox mailbox = mailbox()) {
            int length = mailbox.read(onlyUid(mailbox)).orElseThrow().text().length();
            assertTrue(length > 400_000 && length <= 512 * 1024 + 8, "length " + length);
        }
    }

    @Test
    void aTextThatCannotBeDecodedHidesNothingElse() throws Exception {
        deliver(HEADERS + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                + "--b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: x-unheard-of\r\n\r\nabc\r\n"
                + "--b\r\nContent-Type: text/plain\r\n\r\nlisible\r\n--b--\r\n");
        try (ImapMailbox mailbox = mailbox()) {
            assertTrue(mailbox.read(onlyUid(mailbox)).orElseThrow().text().contains("lisible"));
        }
    }

    @Test
    void aFileBeyondTheLimitIsRefusedByItsCodeBeforeItIsFetched() throws Exception {
        deliver(withFile(31));
        try (ImapMailbox mailbox = mailbox()) {
            long uid = onlyUid(mailbox);
            assertEquals(1, mailbox.read(uid).orElseThrow().files().size());
            assertEquals(
                    ErrorCode.MAI_FILE_TOO_LARGE,
                    assertThrows(CodedException.class, () -> mailbox.attachment(uid, 0))
                            .code());
        }
    }

    @Test
    void aFileWithinTheLimitComesWhole() throws Exception {
        deliver(withFile(2));
        try (ImapMailbox mailbox = mailbox()) {
            assertEquals(
                    2 * 1024 * 1024,
                    mailbox.attachment(onlyUid(mailbox), 0)
                            .orElseThrow()
                            .content()
                            .readAllBytes()
                            .length);
        }
    }

    @Test
    void aMessageThatGoesWhileItIsLookedAtIsNoLongerThereAndTheListStands() throws Exception {
        deliver(HEADERS + "\r\nun\r\n");
        deliver(HEADERS.replace("<1@", "<2@") + "\r\ndeux\r\n");
        try (ImapMailbox mailbox = mailbox()) {
            long first = mailbox.page(1, 20).lines().get(1).uid();
            long second = mailbox.page(1, 20).lines().get(0).uid();
            empty();
            assertTrue(mailbox.isOldestCopy(second, "<2@paris.fr>"));
            assertTrue(mailbox.page(1, 20).lines().size() <= 2);
            for (long uid : new long[] {first, second}) {
                try {
                    assertFalse(mailbox.read(uid).isPresent());
                } catch (CodedException gone) {
                    assertEquals(ErrorCode.MAI_NOT_FOUND, gone.code());
                }
            }
        }
    }

    private ImapMailbox mailbox() {
        return ImapMailbox.open(mail.place(), AMELIE, TOKEN);
    }

    private static long onlyUid(ImapMailbox mailbox) {
        return mailbox.page(1, 20).lines().get(0).uid();
    }

    private void deliver(String message) throws MessagingException {
        amelie.deliver(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8))));
    }

    private static String withFile(int megabytes) {
        return HEADERS + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
                + "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(new byte[megabytes * 1024 * 1024]) + "\r\n--b--\r\n";
    }

    /** As another mail program does it. */
    private void empty() throws MessagingException {
        try (Store store = mail.place().session(AMELIE).getStore("imaps")) {
            store.connect("localhost", mail.place().imapPort(), AMELIE, TOKEN);
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            inbox.setFlags(inbox.getMessages(), new Flags(Flags.Flag.DELETED), true);
            inbox.close(true);
        }
    }
}
