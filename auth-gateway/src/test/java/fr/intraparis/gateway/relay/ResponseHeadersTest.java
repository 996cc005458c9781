package fr.intraparis.gateway.relay;

import fr.intraparis.gateway.Upstream;
import fr.intraparis.kernel.http.SecurityHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ResponseHeadersTest {
    @Test
    void onlyListedHeadersReachTheBrowser() {
        Map<String, String> headers = headers(
                Upstream.PORTAL,
                Map.of(
                        "Content-Type", "text/html;charset=UTF-8",
                        "Set-Cookie", "JSESSIONID=1",
                        "Server", "x",
                        "X-Powered-By", "x",
                        "Authorization", "Bearer x",
                        "Nomades-Token-Hr", "x",
                        "Transfer-Encoding", "chunked",
                        "Connection", "close",
                        "Access-Control-Allow-Origin", "*",
                        "Content-Security-Policy", "default-src *"));
        assertEquals(Set.of("Content-Type", "Content-Security-Policy"), headers.keySet());
        assertEquals(SecurityHeaders.contentSecurityPolicy("n"), headers.get("Content-Security-Policy"));
    }

    @Test
    void filesOfEverybodyMayBeKeptAndPersonalOnesNot() {
        assertEquals(
                "max-age=604800",
                headers(Upstream.PORTAL, Map.of("Content-Type", "text/css", "Cache-Control", "max-age=604800"))
                        .get("Cache-Control"));
        assertEquals(
                "no-transform,public,max-age=2592000",
                headers(
                                Upstream.KEYCLOAK,
                                Map.of(
                                        "Content-Type", "text/javascript;charset=UTF-8",
                                        "Cache-Control", "no-transform,public,max-age=2592000"))
                        .get("Cache-Control"));
        assertFalse(headers(Upstream.PORTAL, Map.of("Content-Type", "text/html", "Cache-Control", "max-age=604800"))
                .containsKey("Cache-Control"));
        assertFalse(headers(Upstream.HR, Map.of("Content-Type", "image/png", "Cache-Control", "max-age=604800"))
                .containsKey("Cache-Control"));
    }

    @Test
    void anAttachmentIsAlwaysSavedAndNeverRuns() {
        Map<String, String> bare = headers(Upstream.MAIL, Map.of("Content-Type", "text/html"));
        assertEquals("attachment", bare.get("Content-Disposition"));
        assertTrue(bare.getOrDefault("Content-Security-Policy", "").endsWith("sandbox"));
        assertEquals(
                "attachment; filename=\"a.html\"",
                headers(
                                Upstream.MAIL,
                                Map.of(
                                        "Content-Type",
                                        "text/html",
                                        "Content-Disposition",
                                        "inline; filename=\"a.html\""))
                        .get("Content-Disposition"));
    }

    @Test
    void aHeaderThatIsNotWellFormedStaysBehind() {
        assertFalse(headers(Upstream.HR, Map.of("Content-Type", "text/html\r\nX: 1"))
                .containsKey("Content-Type"));
        assertFalse(headers(Upstream.HR, Map.of("ETag", "\"a\u0000\"")).containsKey("ETag"));
    }

    private static Map<String, String> headers(Upstream upstream, Map<String, String> said) {
        return ResponseHeaders.of(
                upstream, "n", name -> said.containsKey(name) ? List.of(said.getOrDefault(name, "")) : List.of());
    }
}
