package fr.intraparis.mail.world;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import fr.intraparis.mail.wire.MailServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A mail server in this process, with TLS under an authority of its own; the token of a mailbox is its GreenMail password. */
public final class LocalMail implements AutoCloseable {
    private static final String PASSWORD = "changeit";
    private static final String HOST = "localhost";

    static {
        try {
            Path store = Files.createDirectories(Path.of("target", "mail-test")).resolve("tls.p12");
            Files.deleteIfExists(store);
            Process keytool = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "tls",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "SAN=dns:localhost",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD))
                    .redirectErrorStream(true)
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(
                        new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
            System.setProperty("greenmail.tls.keystore.file", store.toString());
            System.setProperty("greenmail.tls.keystore.password", PASSWORD);
            System.setProperty("javax.net.ssl.trustStore", store.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private final GreenMail greenMail;

    private LocalMail(int imapPort, int smtpPort) {
        greenMail = new GreenMail(new ServerSetup[] {
            new ServerSetup(imapPort, HOST, ServerSetup.PROTOCOL_IMAPS),
            new ServerSetup(smtpPort, HOST, ServerSetup.PROTOCOL_SMTPS)
        });
        greenMail.start();
    }

    /** Starts on free ports. */
    public static LocalMail start() {
        return new LocalMail(0, 0);
    }

    /** Starts again on the same ports, empty. */
    public static LocalMail startAt(MailServer place) {
        return new LocalMail(place.imapPort(), place.smtpPort());
    }

    /** Where it is. */
    public MailServer place() {
        return new MailServer(
                HOST, greenMail.getImaps().getPort(), HOST, greenMail.getSmtps().getPort());
    }

    /** Opens a mailbox. */
    public GreenMailUser mailbox(String address, String token) {
        return greenMail.setUser(address, address, token);
    }

    /** How many messages lie in all mailboxes. */
    public int delivered() {
        return greenMail.getReceivedMessages().length;
    }

    /** The Message-IDs of all that lie in mailboxes. */
    public List<String> messageIds() {
        return java.util.Arrays.stream(greenMail.getReceivedMessages())
                .map(message -> {
                    try {
                        return message.getMessageID();
                    } catch (jakarta.mail.MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    @Override
    public void close() {
        greenMail.stop();
    }
}
