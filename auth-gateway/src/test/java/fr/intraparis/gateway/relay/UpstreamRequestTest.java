package fr.intraparis.gateway.relay;

import fr.intraparis.gateway.Audience;
import fr.intraparis.gateway.FakeVisit;
import fr.intraparis.gateway.Query;
import fr.intraparis.gateway.Route;
import fr.intraparis.gateway.Routes;
import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.CorrelationId;
import fr.intraparis.kernel.ErrorCode;
import fr.intraparis.kernel.testing.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

@Shows("M2")
class UpstreamRequestTest {
    private static final String FORGED = "forged-by-a-stranger";
    private static final Map<Audience, String> TOKENS =
            Map.of(Audience.PORTAL, "token-portal", Audience.HR, "token-hr", Audience.MAIL, "token-mail");

    /** Everything that an upstream would believe, in the disguises that proxies are known to fall for. */
    static Stream<Arguments> hostile() {
        List<String> trusted = List.of(
                "Authorization",
                "Nomades-Token-Hr",
                "Nomades-Token-Mail",
                "Nomades-Token-Nomades",
                "Nomades-Form-Token",
                "Nomades-Csp-Nonce",
                "Correlation-Id",
                "X-Forwarded-For",
                "X-Forwarded-Proto",
                "X-Forwarded-Host",
                "X-Forwarded-User",
                "Forwarded",
                "X-Real-IP",
                "X-Original-URL",
                "Host");
        List<Arguments> all = new ArrayList<>();
        for (String name : trusted) {
            all.add(Arguments.of(name, FORGED));
            all.add(Arguments.of(name.toLowerCase(Locale.ROOT), FORGED));
            all.add(Arguments.of(name.toUpperCase(Locale.ROOT).replace('-', '_'), FORGED));
            all.add(Arguments.of(name + " ", FORGED));
        }
        all.add(Arguments.of("Cookie", "__Host-Http-nomades=" + FORGED + "; KEYCLOAK_IDENTITY=" + FORGED));
        all.add(Arguments.of("Accept-Language", FORGED));
        all.add(Arguments.of("Accept", "text/html\r\nX-Evil: " + FORGED));
        all.add(Arguments.of("Content-Type", "text/plain; x=\"" + FORGED + "\u0000\""));
        all.add(Arguments.of("Range", "bytes=" + FORGED));
        all.add(Arguments.of("If-None-Match", FORGED));
        all.add(Arguments.of("Idempotency-Key", FORGED));
        all.add(Arguments.of("X-Requested-With", FORGED));
        all.add(Arguments.of("Transfer-Encoding", FORGED));
        all.add(Arguments.of("Upgrade", FORGED));
        all.add(Arguments.of("TE", FORGED));
        all.add(Arguments.of("Proxy-Authorization", FORGED));
        all.add(Arguments.of("Expect", FORGED));
        all.add(Arguments.of("X-HTTP-Method-Override", FORGED));
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void nothingForgedArrives(String name, String value) {
        for (String path : List.of("/intraparis/", "/hr/api/payslips", "/realms/nomades/login-actions/restart")) {
            boolean keycloakCookie = name.equals("Cookie") && path.startsWith("/realms/");
            UpstreamRequest built = build(path, Map.of(name, List.of(value)));
            if (!keycloakCookie) {
                assertFalse(
                        built.headers().toString().contains(FORGED),
                        built.headers().toString());
            }
            assertFalse(built.headers().toString().contains("__Host-Http-nomades"));
        }
    }

    @Test
    void onlyTheListedHeadersArriveOnARouteToThePages() {
        Map<String, List<String>> client = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        hostile().forEach(row -> client.put((String) row.get()[0], List.of((String) row.get()[1])));
        UpstreamRequest built = build("/intraparis/leave", client);
        assertEquals(
                new TreeSet<>(Set.of(
                        "Accept",
                        "Accept-Language",
                        "Authorization",
                        "Correlation-Id",
                        "Nomades-Advice",
                        "Nomades-Csp-Nonce",
                        "Nomades-Form-Token",
                        "Nomades-Token-Hr",
                        "Nomades-Token-Mail")),
                new TreeSet<>(built.headers().keySet()));
        assertEquals("Bearer token-portal", built.headers().get("Authorization"));
        assertEquals("token-hr", built.headers().get("Nomades-Token-Hr"));
        assertEquals("en", built.headers().get("Accept-Language"));
    }

    @Test
    void wellFormedHeadersOfTheListPass() {
        UpstreamRequest built = build(
                "/hr/api/payslips",
                Map.of(
                        "Accept", List.of("application/pdf,*/*;q=0.8"),
                        "Range", List.of("bytes=0-1023"),
                        "If-None-Match", List.of("\"abc\""),
                        "Content-Type", List.of("multipart/form-data; boundary=----WebKitFormBoundaryAbC123"),
                        "Idempotency-Key", List.of("0b2f0f3e-3f0a-4a53-9f5c-2f6d5a8c1e11")));
        assertEquals("application/pdf,*/*;q=0.8", built.headers().get("Accept"));
        assertEquals("bytes=0-1023", built.headers().get("Range"));
        assertEquals("\"abc\"", built.headers().get("If-None-Match"));
        assertEquals(
                "multipart/form-data; boundary=----WebKitFormBoundaryAbC123",
                built.headers().get("Content-Type"));
        assertEquals("0b2f0f3e-3f0a-4a53-9f5c-2f6d5a8c1e11", built.headers().get("Idempotency-Key"));
    }

    @Test
    void aHeaderNamedInConnectionIsForTheDoorAlone() {
        UpstreamRequest built = build(
                "/hr/api/payslips",
                Map.of("Connection", List.of("close, Range,  idempotency-key"), "Range", List.of("bytes=0-1")));
        assertNull(built.headers().get("Range"));
        assertNull(built.headers().get("Connection"));
        assertEquals("Bearer token-hr", built.headers().get("Authorization"));
    }

    @Test
    void aDuplicatedHeaderIsLeftOut() {
        assertNull(build("/hr/api/payslips", Map.of("Range", List.of("bytes=0-1", "bytes=2-3")))
                .headers()
                .get("Range"));
    }

    @Test
    void eachUpstreamGetsItsOwnTokenOnly() {
        UpstreamRequest hr = build("/hr/api/payslips/1/pdf", Map.of());
        assertEquals("Bearer token-hr", hr.headers().get("Authorization"));
        assertFalse(hr.headers().toString().contains("token-mail"));
        UpstreamRequest keycloak = build("/realms/nomades/login-actions/authenticate", Map.of());
        assertFalse(keycloak.headers().toString().contains("token-"));
        assertEquals("192.0.2.7", keycloak.headers().get("X-Forwarded-For"));
        assertEquals("https", keycloak.headers().get("X-Forwarded-Proto"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/intraparis/../hr/api", "/intraparis/./x", "/intraparis//x", "/intraparis/a%2fb", "/intraparis/a%00",
                "/intraparis/..;/x", "/intraparis/a;b=c", "/intraparis/a\\b", "/intraparis/a#b",
                        "/intraparis/a%0d%0aX:1",
                "/intraparis/%252e%252e/x", "/intraparis/a b", "/intraparis/\u00e9"
            })
    void aPathWithTwoReadingsIsNotSent(String path) {
        assertThrows(CodedException.class, () -> build(path, Map.of()));
    }

    @Test
    void theTargetIsThePathByteForByteAndTheQueryWrittenAnew() {
        assertEquals(
                "/intraparis/leave/list.xhtml?a=1&b=x+y&c=%C3%A9%26",
                UpstreamRequest.of(
                                route("/intraparis/leave/list.xhtml"),
                                FakeVisit.to("/intraparis/leave/list.xhtml", Query.parse("a=1&b=x%20y&c=%c3%a9%26")),
                                said(),
                                name -> List.of())
                        .target());
    }

    @Test
    void anAddressWithAListOfParametersGetsNoOther() {
        assertEquals(
                "/realms/nomades/protocol/openid-connect/auth?client_id=auth-gateway&request_uri=urn%3Ax",
                UpstreamRequest.of(
                                route("/realms/nomades/protocol/openid-connect/auth"),
                                FakeVisit.to(
                                        "/realms/nomades/protocol/openid-connect/auth",
                                        Query.parse("client_id=auth-gateway&acr_values=pwd&request_uri=urn:x")),
                                said(),
                                name -> List.of())
                        .target());
    }

    @Test
    void theAdviceGoesToTheOneThatShowsPages() {
        assertEquals(
                "NOM-BRW-007 NOM-NET-004",
                build("/intraparis/", Map.of("Nomades-Advice", List.of("NOM-BRW-001")))
                        .headers()
                        .get("Nomades-Advice"));
        assertNull(build("/hr/api/payslips", Map.of()).headers().get("Nomades-Advice"));
    }

    /** HAProxy passes on whatever it is told; nginx must be told each name. */
    @Test
    @Shows("A1.2")
    void nginxPassesOnAllThatTheDoorTells() throws IOException {
        String configuration = Files.readString(Path.of("../docs/front/nginx.conf"));
        Set<String> told = new TreeSet<>(UpstreamRequest.FROM_CLIENT.keySet());
        UpstreamRequest.Said shared = new UpstreamRequest.Said(
                Locale.FRENCH,
                CorrelationId.fresh(),
                "n",
                "f",
                Instant.EPOCH,
                List.of(ErrorCode.BRW_AGEING),
                Map.of(Audience.PORTAL, "p", Audience.HR, "h", Audience.MAIL, "m", Audience.NOMADES, "d"));
        String path = "/intraparis/privileged";
        told.addAll(UpstreamRequest.of(route(path), FakeVisit.to(path, new Query(List.of())), shared, name -> List.of())
                .headers()
                .keySet());
        told.removeIf(name -> configuration.contains("proxy_set_header " + name + " $up_"));
        assertEquals(Set.of(), told);
    }

    private static UpstreamRequest build(String path, Map<String, List<String>> client) {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(client);
        return UpstreamRequest.of(
                route(path),
                FakeVisit.to(path, new Query(List.of())),
                said(),
                name -> anyCase.getOrDefault(name, List.of()));
    }

    private static UpstreamRequest.Said said() {
        return new UpstreamRequest.Said(
                Locale.ENGLISH,
                new CorrelationId("0b2f0f3e-3f0a-4a53-9f5c-2f6d5a8c1e11"),
                "the-nonce",
                "the-form-token",
                null,
                List.of(ErrorCode.BRW_AGEING, ErrorCode.NET_RELAY),
                TOKENS);
    }

    private static Route route(String path) {
        return Routes.find(path).orElseThrow();
    }
}
