package fr.intraparis.kernel.http;

import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

@Shows("M2")
class StrictHttpTest {
    private static final Set<String> METHODS = Set.of("GET", "POST");
    private static final Set<String> HOSTS = Set.of("localhost:8443");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/intraparis/",
                "/hr/api/payslips/0c7f6a5e-1d2c-4f9a-8f5e-0a1b2c3d4e5f/pdf",
                "/resources/ab12c/login/nomades/css/login.css",
                "/intraparis/jakarta.faces.resource/portal.css.xhtml"
            })
    void ordinaryPathsPass(String path) {
        assertNull(judge("GET", path, null, headers()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hr",
                "//hr",
                "/hr//api",
                "/hr/../nomades",
                "/hr/./api",
                "/hr/..",
                "/hr/..;/x",
                "/hr;a=b/api",
                "/hr/%2e%2e/x",
                "/hr/%252e%252e/x",
                "/hr/x%0d%0aX:1",
                "/hr/%2f",
                "/hr/x#y",
                "/hr/x%23",
                "/hr\\x",
                "/hr/x%00",
                "/hr/é",
                "/hr/x y",
                "https://evil.example/hr/api"
            })
    void ambiguousPathsAreRefused(String path) {
        assertEquals(ErrorCode.REL_MALFORMED, judge("GET", path, null, headers()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO", "TRACE", "CONNECT", "get", "PUT", ""})
    void otherMethodsAreRefused(String method) {
        assertEquals(ErrorCode.REL_METHOD, judge(method, "/", null, headers()));
    }

    @ParameterizedTest
    @CsvSource({"a=b&c=%C3%A9,true", "a=<script>,false", "a=%0,false", "a=%zz,false", "a=b#c,false"})
    void queriesAreWellFormed(String query, boolean passes) {
        assertEquals(passes ? null : ErrorCode.REL_MALFORMED, judge("GET", "/", query, headers()));
    }

    @Test
    void twoHostsAreRefused() {
        Map<String, List<String>> two = headers();
        two.put("host", List.of("localhost:8443", "localhost:8443"));
        assertEquals(ErrorCode.REL_MALFORMED, judge("GET", "/", null, two));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost", "localhost:8443.evil.example", "localhost:8443@evil.example"})
    void foreignHostsAreRefused(String host) {
        Map<String, List<String>> foreign = headers();
        foreign.put("host", List.of(host));
        assertEquals(ErrorCode.REL_MALFORMED, judge("GET", "/", null, foreign));
    }

    @Test
    void noHostIsRefused() {
        assertEquals(ErrorCode.REL_MALFORMED, judge("GET", "/", null, new LinkedHashMap<>()));
    }

    @Test
    void lengthBesideChunkedIsRefused() {
        Map<String, List<String>> both = headers();
        both.put("content-length", List.of("3"));
        both.put("transfer-encoding", List.of("chunked"));
        assertEquals(ErrorCode.REL_MALFORMED, judge("POST", "/", null, both));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked, identity", "identity", "xchunked", "gzip, chunked"})
    void otherTransferCodingsAreRefused(String coding) {
        Map<String, List<String>> odd = headers();
        odd.put("transfer-encoding", List.of(coding));
        assertEquals(ErrorCode.REL_MALFORMED, judge("POST", "/", null, odd));
    }

    @Test
    void upgradesAreRefused() {
        Map<String, List<String>> upgrade = headers();
        upgrade.put("upgrade", List.of("websocket"));
        assertEquals(ErrorCode.REL_MALFORMED, judge("GET", "/", null, upgrade));
    }

    @Test
    void controlCharactersInHeadersAreRefused() {
        Map<String, List<String>> folded = headers();
        folded.put("x-a", List.of("b\r\n c"));
        assertEquals(ErrorCode.REL_MALFORMED, judge("GET", "/", null, folded));
    }

    @Test
    void hugeHeadersHaveTheirCode() {
        Map<String, List<String>> huge = headers();
        huge.put("cookie", List.of("a".repeat(9_000)));
        assertEquals(ErrorCode.REL_HEADERS_TOO_LARGE, judge("GET", "/", null, huge));
    }

    private static Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("host", List.of("localhost:8443"));
        return headers;
    }

    private static @Nullable ErrorCode judge(
            String method, String path, @Nullable String query, Map<String, List<String>> headers) {
        return StrictHttp.judge(method, path, query, headers, METHODS, HOSTS);
    }
}
