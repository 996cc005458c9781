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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The whole of the plain listener: one page, the certificate it is about (also as an iPhone's profile), its fingerprint
 * as a QR code, and the script of the live check, which the page does without where there is none.
 */
@ApplicationScoped
public class BootstrapPage {
    private static final String BUNDLE = "fr.intraparis.gateway.rootcertificate.texts";
    private static final String CERTIFICATE = "ca.crt";
    private static final String PROFILE = "nomades.mobileconfig";

    private static final Template PAGE = template();

    @Inject
    @ConfigProperty(name = "nomades.bootstrap-root", defaultValue = ".")
    String root = ".";

    @Inject
    @ConfigProperty(name = "intraparis.origin")
    String door = "";

    @Inject
    @ConfigProperty(name = "nomades.support-phone", defaultValue = "01 99 00 39 75")
    String supportPhone = "";

    /** Serves one of them, or refuses. */
    public void serve(Exchange exchange) throws IOException {
        if (exchange.visit().unsafe()) {
            exchange.response().setHeader("Allow", "GET, HEAD");
            throw new CodedException(ErrorCode.REL_METHOD, "");
        }
        HttpServletResponse response = exchange.response();
        switch (exchange.visit().path()) {
            case "/" -> {
                response.setHeader("Content-Security-Policy", policy());
                String agent = Objects.requireNonNullElse(exchange.request().getHeader("User-Agent"), "");
                send(
                        response,
                        "text/html;charset=UTF-8",
                        text(
                                        file(CERTIFICATE),
                                        exchange.language(),
                                        door,
                                        supportPhone,
                                        agent,
                                        exchange.visit().at())
                                .getBytes(StandardCharsets.UTF_8));
            }
            case "/ca.crt" -> send(response, "application/x-x509-ca-cert", file(CERTIFICATE));
            case "/nomades.mobileconfig" -> send(response, "application/x-apple-aspen-config", file(PROFILE));
            case "/fingerprint.svg" -> send(response, "image/svg+xml", QrPicture.of(qrText(file(CERTIFICATE))));
            case "/check.js" -> send(response, "text/javascript;charset=UTF-8", resource("check.js"));
            default -> throw new CodedException(ErrorCode.REL_NO_ROUTE, "");
        }
    }

    /** The page's own files, and the one picture of the door that shows whether the door is trusted. */
    private String policy() {
        return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' " + door + "; connect-src "
                + door + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static void send(HttpServletResponse response, String type, byte[] body) throws IOException {
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private byte[] file(String name) throws IOException {
        Path file = Path.of(root, name);
        if (!Files.isRegularFile(file)) {
            throw new CodedException(ErrorCode.REL_NO_ROUTE, name);
        }
        return Files.readAllBytes(file);
    }

    /** What a phone shows of the QR code: the twelve words, then the digits. */
    static String qrText(byte[] pem) throws IOException {
        Fingerprint fingerprint = fingerprint(certificate(pem));
        return String.join(" ", fingerprint.words()) + "\nSHA-256 " + fingerprint.hex();
    }

    /** The page about that certificate, for that browser. */
    static String text(byte[] pem, Locale language, String door, String supportPhone, String userAgent, Instant now)
            throws IOException {
        X509Certificate certificate = certificate(pem);
        Fingerprint fingerprint = fingerprint(certificate);
        boolean english = language.getLanguage().equals("en");
        ResourceBundle texts = ResourceBundle.getBundle(
                BUNDLE, english ? Locale.ENGLISH : Locale.FRENCH, BootstrapPage.class.getClassLoader());
        Map<String, String> t = new HashMap<>();
        // Dots in keys would be paths to the template.
        texts.keySet().stream().filter(key -> key.indexOf('.') < 0).forEach(key -> t.put(key, texts.getString(key)));
        Map<String, Object> values = new HashMap<>();
        values.put("t", t);
        values.put("lang", english ? "en" : "fr");
        values.put("otherLang", english ? "fr" : "en");
        values.put("fingerprint", fingerprint.hex());
        values.put("words", fingerprint.words());
        values.put("subject", certificate.getSubjectX500Principal().getName());
        values.put(
                "until",
                certificate
                        .getNotAfter()
                        .toInstant()
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .toString());
        values.put("now", now.toEpochMilli());
        values.put("door", door + "/");
        values.put("check", door + "/nomades/assets/check.svg");
        values.put("untrusted", ErrorCode.CRT_UNTRUSTED.code());
        values.put("untrustedTitle", ErrorCode.CRT_UNTRUSTED.title(language));
        values.put("untrustedCure", ErrorCode.CRT_UNTRUSTED.cure(language));
        values.put("clock", ErrorCode.CLK_WRONG.code());
        values.put("clockTitle", ErrorCode.CLK_WRONG.title(language));
        values.put("clockCure", ErrorCode.CLK_WRONG.cure(language));
        values.put("guides", Guides.of(userAgent, texts));
        values.put("messages", messages(texts));
        values.put("phone", supportPhone);
        values.put("phoneDigits", supportPhone.replaceAll("[^0-9+]", ""));
        return PAGE.execute(values);
    }

    /** The browsers' own error texts, which the page's script can't see, and what each means. */
    private static List<Map<String, String>> messages(ResourceBundle texts) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; texts.containsKey("error." + i + ".said"); i++) {
            rows.add(Map.of(
                    "said", texts.getString("error." + i + ".said"),
                    "means", texts.getString("error." + i + ".means"),
                    "cure", texts.getString("error." + i + ".cure")));
        }
        return rows;
    }

    private static X509Certificate certificate(byte[] pem) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        } catch (GeneralSecurityException garbled) {
            throw new IOException("ca.crt is not a certificate", garbled);
        }
    }

    private static Fingerprint fingerprint(X509Certificate certificate) throws IOException {
        try {
            return Fingerprint.of(certificate);
        } catch (GeneralSecurityException garbled) {
            throw new IOException("ca.crt has no fingerprint", garbled);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(BootstrapPage.class.getResourceAsStream(name), name)) {
            return file.readAllBytes();
        }
    }

    private static Template template() {
        try (InputStream template =
                Objects.requireNonNull(BootstrapPage.class.getResourceAsStream("page.mustache"), "page.mustache")) {
            return Mustache.compiler()
                    .escapeHTML(true)
                    .compile(new InputStreamReader(template, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
