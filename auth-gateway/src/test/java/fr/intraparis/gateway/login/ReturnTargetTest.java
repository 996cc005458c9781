package fr.intraparis.gateway.login;

import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Shows("A6.3")
class ReturnTargetTest {
    private static final String ORIGIN = "https://localhost:8443";

    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "/",
            "//evil.example",
            "///evil.example",
            "////evil.example/intraparis/",
            "/\\evil.example",
            "\\\\evil.example",
            "\\/evil.example",
            "/\\/evil.example",
            "https://evil.example",
            "https:evil.example",
            "https:/evil.example",
            "https:///evil.example",
            "HTTPS://evil.example/intraparis/",
            "http://localhost:8443/intraparis/",
            "https://localhost:8443@evil.example/",
            "https://localhost:8443.evil.example/intraparis/",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "intraparis/",
            "evil.example/intraparis/",
            "@evil.example",
            "/@evil.example",
            ".evil.example",
            "/.evil.example/..//evil.example",
            "/intraparis/../../evil",
            "/intraparis/..",
            "/intraparis/.",
            "/intraparis/..;/x",
            "/intraparis/;x=1",
            "/intraparis//evil.example",
            "/intraparis/%2e%2e/",
            "/intraparis/%2f%2fevil.example",
            "/%2f/evil.example",
            "/%5cevil.example",
            "/intraparis/%0d%0aLocation:https://evil.example",
            "/intraparis/\r\nLocation: https://evil.example",
            "/intraparis/\nX",
            "/intraparis/\tx",
            "\t//evil.example",
            " //evil.example",
            "\u00a0//evil.example",
            "/\u2028/evil.example",
            "/intraparis/\u0000",
            "/intraparis/#//evil.example",
            "/intraparis/?a=b#c",
            "/intraparis/?x=\r\nSet-Cookie:a=b",
            "/intraparis/?x=%",
            "/intraparis/?x=<script>",
            "?x=//evil.example",
            "/nomades/logout",
            "/nomades/callback?code=1&state=2",
            "/nomades/backchannel-logout",
            "/realms/nomades/login-actions/action-token?key=abc",
            "/realms/nomades/protocol/openid-connect/auth?client_id=x",
            "/resources/x.js",
            "/health",
            "/intraparis/" + "a".repeat(3_000));

    @Test
    void noAddressLeadsElsewhere() {
        for (String asked : HOSTILE) {
            assertEquals(ReturnTarget.HOME, ReturnTarget.of(asked), asked);
        }
        Figure.of("%d hostile addresses lead home", HOSTILE.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/intraparis/",
                "/intraparis/leave?from=2026-12-01&note=%C3%A9t%C3%A9",
                "/intraparis/privileged",
                "/hr/api/payslips/2026-10/pdf",
                "/intraparis/x?next=//evil.example"
            })
    void ourOwnPagesArePossible(String asked) {
        String target = ReturnTarget.of(asked);
        assertEquals(asked, target);
        assertEquals("localhost", URI.create(ORIGIN).resolve(target).getHost());
        assertEquals(8443, URI.create(ORIGIN).resolve(target).getPort());
    }
}
