package fr.intraparis.gateway.rootcertificate;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import fr.intraparis.gateway.Exchange;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The whole of the plain listener: one page and the certificate it is about. */
@ApplicationScoped
public class BootstrapPage {
    private static final String BUNDLE = "fr.intraparis.gateway.rootcertificate.texts";

    @Inject
    @ConfigProperty(name = "nomades.bootstrap-root", defaultValue = ".")
    String root = ".";

    @Inject
    @ConfigProperty(name = "intraparis.origin")
    String door = "";

    @Inject
    @ConfigProperty(name = "nomades.support-phone", defaultValue = "01 99 00 39 75")
    String supportPhone = "";

    /** Serves one of the two, or refuses. */
    public void serve(Exchange exchange) throws IOException {
        String path = exchange.visit().path();
        boolean page = path.equals("/");
        if (!page && !path.equals("/ca.crt")) {
            throw new CodedException(ErrorCode.REL_NO_ROUTE, "");
        }
        if (exchange.visit().unsafe()) {
            throw new CodedException(ErrorCode.REL_METHOD, "");
        }
        Path file = Path.of(root, "ca.crt");
        if (!Files.isRegularFile(file)) {
            throw new CodedException(ErrorCode.REL_NO_ROUTE, "ca.crt");
        }
        byte[] certificate = Files.readAllBytes(file);
        HttpServletResponse response = exchange.response();
        byte[] body = page
                ? text(certificate, exchange.language(), door, supportPhone).getBytes(StandardCharsets.UTF_8)
                : certificate;
        response.setContentType(page ? "text/html;charset=UTF-8" : "application/x-x509-ca-cert");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The page about that certificate. */
    static String text(byte[] pem, Locale language, String door, String supportPhone) throws IOException {
        X509Certificate certificate;
        String fingerprint;
        try {
            certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
            fingerprint = HexFormat.ofDelimiter(" ")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException garbled) {
            throw new IOException("ca.crt is not a certificate", garbled);
        }
        boolean english = language.getLanguage().equals("en");
        ResourceBundle texts = ResourceBundle.getBundle(
                BUNDLE, english ? Locale.ENGLISH : Locale.FRENCH, BootstrapPage.class.getClassLoader());
        Map<String, String> t = new HashMap<>();
        texts.keySet().forEach(key -> t.put(key, texts.getString(key)));
        try (InputStream template =
                Objects.requireNonNull(BootstrapPage.class.getResourceAsStream("page.mustache"), "page.mustache")) {
            Template compiled = Mustache.compiler()
                    .escapeHTML(true)
                    .compile(new InputStreamReader(template, StandardCharsets.UTF_8));
            return compiled.execute(Map.of(
                    "t",
                    t,
                    "lang",
                    english ? "en" : "fr",
                    "otherLang",
                    english ? "fr" : "en",
                    "fingerprint",
                    fingerprint,
                    "subject",
                    certificate.getSubjectX500Principal().getName(),
                    "until",
                    certificate
                            .getNotAfter()
                            .toInstant()
                            .atZone(ZoneOffset.UTC)
                            .toLocalDate()
                            .toString(),
                    "door",
                    door + "/",
                    "phone",
                    supportPhone,
                    "phoneDigits",
                    supportPhone.replaceAll("[^0-9+]", "")));
        }
    }
}
