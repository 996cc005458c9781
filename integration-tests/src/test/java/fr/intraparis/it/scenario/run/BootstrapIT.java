package fr.intraparis.it.scenario.run;

import fr.intraparis.it.check.Http;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The only plain listener: what stands there for who does not trust the authority yet, and that nothing else does. */
@EndToEnd
@Shows("M1")
class BootstrapIT {
    private static final List<String> ELSEWHERE = List.of(
            "/intraparis/",
            "/hr/api/payslips",
            "/nomades/ready",
            "/nomades/login",
            "/nomades/callback",
            "/nomades/api/privileged-accounts",
            "/realms/nomades/protocol/openid-connect/auth",
            "/realms/master",
            "/resources/",
            "/metrics",
            "/health",
            "/openapi",
            "/ca.key",
            "/tls/ca.key",
            "/server.p12");

    @Test
    void itTellsWhichCertificateToTrustAndHandsItOut(City city) throws IOException, GeneralSecurityException {
        Http http = new Http(city.trust(), null);
        byte[] authority = Files.readAllBytes(city.authority());
        Http.Answer page = http.get(place(city, "/"), "Accept-Language", "fr");
        assertEquals(200, page.status());
        String fingerprint = HexFormat.ofDelimiter(" ")
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(CertificateFactory.getInstance("X.509")
                                .generateCertificate(Files.newInputStream(city.authority()))
                                .getEncoded()));
        assertTrue(page.text().contains(fingerprint), "the fingerprint to compare");
        assertTrue(page.text().contains("href=\"" + city.origin() + "/\""), "the way to the door");
        assertTrue(page.text().contains("href=\"tel:"), "somebody to ask");
        assertFalse(page.text().contains("<script>"), "no script within the page");
        Http.Answer certificate = http.get(place(city, "/ca.crt"));
        assertArrayEquals(authority, certificate.bytes());
        assertEquals("application/x-x509-ca-cert", certificate.header("content-type"));
        Story.current().tell("The page with the fingerprint, and the certificate");
    }

    @Test
    void nothingElseIsServedThereAndNoCookieIsSet(City city) {
        CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        Http http = new Http(city.trust(), cookies);
        // Let in first: else all of them could be refused for another reason.
        assertEquals(200, http.get(place(city, "/")).status());
        for (String path : ELSEWHERE) {
            Http.Answer answer = http.get(place(city, path), "Accept", "application/json");
            assertEquals(ErrorCode.REL_NO_ROUTE.status(), answer.status(), path);
            assertEquals(ErrorCode.REL_NO_ROUTE.code(), answer.code(), path);
        }
        Http.Answer posted = http.send("POST", place(city, "/"), "a=b", "Accept", "application/json");
        assertEquals(ErrorCode.REL_METHOD.code(), posted.code());
        Http.Answer stranger = http.get(
                URI.create("http://127.0.0.1:" + place(city, "/").getPort() + "/"), "Accept", "application/json");
        assertEquals(400, stranger.status(), "a Host that is not ours");
        assertEquals(List.of(), cookies.getCookieStore().getCookies());
        Story.current().tell(ELSEWHERE.size() + " paths of the other listeners are unknown there");
    }

    private static URI place(City city, String path) {
        return URI.create("http://localhost:" + city.door().getProperty("nomades.bootstrap-port") + path);
    }
}
