package fr.intraparis.stack.secret;

import fr.intraparis.kernel.testing.Shows;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AuthorityTest {
    private static final Instant NOW = Instant.now();

    @TempDir
    Path place;

    @Test
    void isTrustedByItsOwnClientsUnderBothNames() throws Exception {
        Authority authority = open("a");
        try (SSLServerSocket server = serve(authority)) {
            assertEquals('+', greeting(server, authority.trust(), "localhost"));
            assertEquals('+', greeting(server, authority.trust(), "127.0.0.1"));
        }
    }

    @Test
    void isNotTrustedByAnotherInstallationNorUnderAnotherName() throws Exception {
        Authority authority = open("a");
        Authority other = open("b");
        try (SSLServerSocket server = serve(authority)) {
            assertThrows(SSLException.class, () -> greeting(server, other.trust(), "localhost"));
            assertThrows(SSLException.class, () -> greeting(server, SSLContext.getDefault(), "localhost"));
            assertThrows(SSLException.class, () -> greeting(server, authority.trust(), "paris.example"));
        }
    }

    @Test
    @Shows("D2.4")
    void theProfileForIphonesHoldsTheRootAndIsSigned() throws Exception {
        Authority authority = open("a");
        CMSSignedData profile = new CMSSignedData(Files.readAllBytes(authority.appleProfile()));
        SignerInformation signer = profile.getSignerInfos().iterator().next();
        X509CertificateHolder certificate = (X509CertificateHolder)
                profile.getCertificates().getMatches(signer.getSID()).iterator().next();
        assertTrue(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate)));
        String plist = new String((byte[]) profile.getSignedContent().getContent(), StandardCharsets.UTF_8);
        String root = Files.readString(authority.caCertificate())
                .replaceAll("-----[A-Z ]+-----", "")
                .replaceAll("\\s", "");
        assertTrue(plist.contains("<data>" + root + "</data>"), plist);
    }

    @Test
    void keepsItsCertificateAtARestart() throws IOException {
        byte[] chain = Files.readAllBytes(open("a").chain());
        assertArrayEquals(chain, Files.readAllBytes(open("a").chain()));
    }

    @Test
    void renewsTheServerBeforeItEndsUnderTheSameAuthority() throws IOException {
        Authority first = open("a");
        String chain = Files.readString(first.chain());
        String ca = Files.readString(first.caCertificate());
        Path data = place.resolve("a");
        Authority later = Authority.open(
                data, new Secrets(data), List.of("localhost", "127.0.0.1"), NOW.plus(Duration.ofDays(380)));
        assertFalse(Files.readString(later.chain()).equals(chain));
        assertEquals(ca, Files.readString(later.caCertificate()));
        assertTrue(Files.readString(later.chain()).endsWith(ca));
    }

    private Authority open(String name) {
        Path data = place.resolve(name);
        return Authority.open(data, new Secrets(data), List.of("localhost", "127.0.0.1"), NOW);
    }

    private static SSLServerSocket serve(Authority authority) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (FileInputStream in = new FileInputStream(authority.keyStore().toFile())) {
            store.load(in, authority.password().toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, authority.password().toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, new SecureRandom());
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(
                () -> {
                    while (!server.isClosed()) {
                        greet(server);
                    }
                },
                "greets");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static void greet(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.getOutputStream().write('+');
        } catch (IOException refusedByTheClient) {
            // The next one may trust us; and a closed server ends the loop.
        }
    }

    private static int greeting(SSLServerSocket server, SSLContext trust, String name) throws IOException {
        try (SSLSocket plain = (SSLSocket) trust.getSocketFactory()
                .createSocket(
                        new java.net.Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()), name, 0, true)) {
            SSLParameters parameters = plain.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            plain.setSSLParameters(parameters);
            return plain.getInputStream().read();
        }
    }
}
