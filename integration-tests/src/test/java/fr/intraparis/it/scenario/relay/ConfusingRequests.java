package fr.intraparis.it.scenario.relay;

import fr.intraparis.it.scenario.relay.Confusing.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes them: what is known to confuse servers, on every kind of route. The same each time. */
final class ConfusingRequests {
    /** Stands in every value that a client may not say upstream. */
    static final String CANARY = "canary";

    /** It needs a session, and no proof by its key. */
    static final String PAGE = "/intraparis/leave";

    /** Behind it an upstream would see a second request, if it were told the wrong length of the first. */
    private static final String HIDDEN = "GET /hr/api/" + CANARY + " HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final List<Confusing> all = new ArrayList<>();
    private final String browser;

    private ConfusingRequests(String browser) {
        this.browser = browser;
    }

    /** All of them, as that browser would send them. */
    static List<Confusing> of(String browser) {
        ConfusingRequests made = new ConfusingRequests(browser);
        made.paths();
        made.absoluteForms();
        made.lengths();
        made.transferCodings();
        made.injections();
        made.otherPaths();
        made.hosts();
        made.upgrades();
        return List.copyOf(made.all);
    }

    /** The same request without a defect: it reaches portal-web. */
    static Confusing plain(String browser) {
        ConfusingRequests made = new ConfusingRequests(browser);
        made.get(Kind.DOT_DOT, PAGE, "", "GET " + PAGE);
        return made.all.get(0);
    }

    private void paths() {
        List<String> climbs = List.of(
                "/hr/api/{}/api/payslips",
                "/hr/{}/intraparis/",
                "/intraparis/{}/hr/api/payslips",
                "/{}/hr/api/payslips",
                "/hr/api/payslips/{}",
                "/intraparis/privileged/{}/leave",
                "/intraparis/leave/{}/privileged",
                "/realms/nomades/{}/master/protocol/openid-connect/token",
                "/resources/{}/admin/master/console/",
                "/nomades/assets/{}/{}/hr/api/payslips",
                "/mail/api/messages/1/attachments/{}/{}/{}/outgoing");
        for (String climb : climbs) {
            path(Kind.DOT_DOT, climb.replace("{}", ".."));
            path(Kind.DOT_DOT, climb.replace("{}", "."));
        }
        for (String climb : climbs) {
            for (String dots : List.of("%2e%2e", "%2E.", ".%2e", "%2e")) {
                path(Kind.ENCODED_DOTS, climb.replace("{}", dots));
            }
        }
        for (String climb : climbs.subList(0, 6)) {
            for (String encoded : List.of("%252e%252e", "%25252e%25252e", "..%252f", "%c0%ae%c0%ae", "%u002e%u002e")) {
                path(Kind.DOUBLE_ENCODING, climb.replace("{}", encoded));
            }
        }
        for (String slash : List.of("%2f", "%2F", "%5c", "%252f")) {
            Kind kind = slash.equals("%252f") ? Kind.DOUBLE_ENCODING : Kind.ENCODED_SLASH;
            path(kind, "/hr" + slash + "api/payslips");
            path(kind, slash + "hr/api/payslips");
            path(kind, "/hr/api/payslips" + slash);
            path(kind, "/hr/api" + slash + ".." + slash + "payslips");
            path(kind, "/intraparis" + slash + "privileged");
            path(kind, "/intraparis/leave" + slash + ".." + slash + "privileged");
            path(kind, "/realms" + slash + "master");
            path(kind, "/resources/" + slash + "admin");
        }
        for (String parameter : List.of(";", ";x=1", ";jsessionid=A1", "%3b", "%3Bx")) {
            path(Kind.PARAMETER, "/hr" + parameter + "/api/payslips");
            path(Kind.PARAMETER, "/hr/api/payslips" + parameter);
            path(Kind.PARAMETER, "/.." + parameter + "/hr/api/payslips");
            path(Kind.PARAMETER, "/intraparis/" + parameter + "/privileged");
            path(Kind.PARAMETER, "/intraparis/privileged" + parameter + ".css");
        }
        for (String slashes : List.of("//", "///")) {
            path(Kind.DOUBLE_SLASH, slashes + "hr/api/payslips");
            path(Kind.DOUBLE_SLASH, "/hr" + slashes + "api/payslips");
            path(Kind.DOUBLE_SLASH, "/hr/api" + slashes + "payslips");
            path(Kind.DOUBLE_SLASH, "/hr/api/payslips" + slashes);
            path(Kind.DOUBLE_SLASH, "/intraparis" + slashes + "privileged");
            path(Kind.DOUBLE_SLASH, "/intraparis" + slashes);
            path(Kind.DOUBLE_SLASH, slashes + "evil.example/hr/api/payslips");
            path(Kind.DOUBLE_SLASH, slashes + Confusing.HOST + "/hr/api/payslips");
            path(Kind.DOUBLE_SLASH, "/realms/nomades" + slashes + "login-actions/authenticate");
            path(Kind.DOUBLE_SLASH, "/resources" + slashes + "admin");
        }
    }

    private void absoluteForms() {
        for (String target : List.of(
                "https://evil.example",
                "http://evil.example",
                "https://evil.example:443",
                "https://" + CANARY + "@" + Confusing.HOST,
                "https://" + Confusing.HOST + "@evil.example",
                "https://localhost",
                "https://localhost:1",
                "https://127.0.0.1",
                "https://[::1]",
                "http://" + Confusing.HOST + ".evil.example",
                "ftp://evil.example",
                "file://",
                "https:/",
                "https:",
                Confusing.HOST)) {
            get(Kind.ABSOLUTE_FORM, target + PAGE, "", null);
            get(Kind.ABSOLUTE_FORM, target + "/intraparis/privileged", "", null);
        }
        // RFC 9112, 3.2.2: a server must accept this one, and it is no other place than Host says.
        get(Kind.ABSOLUTE_FORM, "https://" + Confusing.HOST + PAGE, "", "GET " + PAGE);
        get(Kind.ABSOLUTE_FORM, "https://" + Confusing.HOST + "/hr/../hr/api/payslips", "", null);
        get(Kind.ABSOLUTE_FORM, "*", "", null);
        get(Kind.ABSOLUTE_FORM, "hr/api/payslips", "", null);
        get(Kind.ABSOLUTE_FORM, "?" + PAGE, "", null);
    }

    private void lengths() {
        int whole = HIDDEN.length();
        for (String lengths : List.of(
                "Content-Length: 0\r\nContent-Length: " + whole,
                "Content-Length: " + whole + "\r\nContent-Length: 0",
                "Content-Length: " + whole + "\r\nContent-Length: " + whole,
                "Content-Length: 4\r\ncontent-length: " + whole,
                "Content-Length: 4, " + whole,
                "Content-Length: 0, 0",
                "Content-Length: " + whole + "," + whole,
                "Content-Length: +" + whole,
                "Content-Length: -1",
                "Content-Length: 0x10",
                "Content-Length: 1e1",
                "Content-Length: 4 4",
                "Content-Length: 99999999999999999999",
                "Content-Length: 18446744073709551620",
                "Content-Length: four",
                "Content-Length:\r\nContent-Length: " + whole,
                "Content-Length : 4\r\nContent-Length: " + whole,
                "Content-Length: 4\r\n 4",
                "Content-Length: 4\r\nX: y\nContent-Length: " + whole,
                "Content-Length: 4\u000b\r\nContent-Length: " + whole,
                "Content-Length: 4\r\nContent-Length: 4;q=1",
                "Content-Length: \"4\"\r\nContent-Length: 4")) {
            post(Kind.TWO_LENGTHS, lengths, HIDDEN, null);
        }
    }

    private void transferCodings() {
        String chunks = "0\r\n\r\n" + HIDDEN;
        for (String coding : List.of(
                "Transfer-Encoding: chunked\r\nContent-Length: 4",
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked",
                "Transfer-Encoding: Chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity, chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding:\tchunked",
                "Transfer-Encoding:\u000bchunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding:\r\n chunked",
                "X: y\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow\r\nContent-Length: 4",
                "TE: trailers, chunked\r\nTransfer-Encoding: chunked\r\nTrailer: Authorization")) {
            post(Kind.TRANSFER_CODING, coding, chunks, null);
        }
        post(Kind.TRANSFER_CODING, "Transfer-Encoding: chunked", "0;x=\"\n\r\n\r\n" + HIDDEN, null);
        post(Kind.TRANSFER_CODING, "Transfer-Encoding: chunked", "0x0\r\n\r\n" + HIDDEN, null);
        get(Kind.TRANSFER_CODING, PAGE, "Transfer-Encoding: chunked\r\n", null);
    }

    private void injections() {
        String said = "Authorization: Bearer " + CANARY;
        for (String name : List.of("Accept", "Range", "If-None-Match", "X-Requested-With", "Content-Type")) {
            header(Kind.HEADER_INJECTION, name + ": x\r" + said, null);
            header(Kind.HEADER_INJECTION, name + ": x\0" + said, null);
            header(Kind.HEADER_INJECTION, name + ": x\r\n " + said, "GET " + PAGE);
            // A line feed ends a line for some readers: then it is a header of the client's like any other.
            header(Kind.HEADER_INJECTION, name + ": x\n" + said, "GET " + PAGE);
        }
        for (String name : List.of(
                "Authorization",
                "Nomades-Token-Hr",
                "Nomades-Token-Portal",
                "Nomades-Csp-Nonce",
                "Nomades-Form-Token",
                "Correlation-Id",
                "nomades_token_hr",
                "Proxy-Authorization",
                "Keep-Alive",
                "Connection",
                "TE",
                "Trailer",
                "Expect")) {
            header(Kind.HEADER_INJECTION, name + ": " + CANARY, "GET " + PAGE);
        }
        header(Kind.HEADER_INJECTION, "Autho rization: " + CANARY, null);
        header(Kind.HEADER_INJECTION, "Connection: Authorization, Correlation-Id", "GET " + PAGE);
        for (String query : List.of("%0d%0a", "%0a", "%00", "%e2%80%a8%0d", "\u00e9", "{")) {
            path(Kind.HEADER_INJECTION, PAGE + "?a=b" + query + "Authorization:" + CANARY);
        }
    }

    private void otherPaths() {
        for (String name : List.of(
                "X-Original-URL",
                "X-Original-URI",
                "X-Rewrite-URL",
                "X-Forwarded-Uri",
                "X-Forwarded-Path",
                "X-Forwarded-Prefix",
                "X-Original-Method",
                "X-HTTP-Method-Override",
                "X-HTTP-Method",
                "X-Method-Override",
                "X-Original-Host",
                "X-Host",
                "X-Forwarded-Server",
                "X-Forwarded-Port",
                "X-Forwarded-Scheme",
                "X-Accel-Redirect",
                "X-Sendfile",
                "Destination",
                "Content-Location",
                "X-Envoy-Original-Path")) {
            String value = name.contains("ethod") ? "DELETE" : "/intraparis/privileged/" + CANARY;
            header(Kind.OTHER_PATH_BY_HEADER, name + ": " + value, "GET " + PAGE);
        }
        for (String name :
                List.of("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via")) {
            header(Kind.OTHER_PATH_BY_HEADER, name + ": " + CANARY, null);
        }
        get(Kind.OTHER_PATH_BY_HEADER, PAGE + "?_method=DELETE", "", "GET " + PAGE + "?_method=DELETE");
    }

    private void hosts() {
        String host = Confusing.HOST;
        for (String line : List.of(
                "Host: evil.example",
                "Host: " + host + "\r\nHost: evil.example",
                "Host: evil.example\r\nHost: " + host,
                "Host: " + host + "\r\nHost: " + host,
                "Host: " + host + ", evil.example",
                "Host: " + host + " evil.example",
                "Host: " + host + "@evil.example",
                "Host: evil.example@" + host,
                "Host: " + host + "#evil.example",
                "Host: " + host + "/evil.example",
                "Host: " + host + "?evil.example",
                "Host: " + host + ".evil.example",
                "Host: " + host + "evil",
                "Host: localhost",
                "Host: localhost.:1",
                "Host: localhost:0" + "443",
                "Host: 127.0.0.1",
                "Host: [::1]",
                "Host:",
                "X-No: host",
                "Host: " + host + "\r\n\tevil.example",
                "Host : " + host,
                "Hos\t: " + host,
                "Host: " + host + "\0evil.example",
                "Host: keycloak.internal",
                "Host: https://" + host)) {
            add(Kind.HOST_GAMES, "GET " + PAGE + " HTTP/1.1\r\n" + line + "\r\n" + rest(""), null);
        }
        add(
                Kind.HOST_GAMES,
                "GET " + PAGE + " HTTP/1.1\r\nHost: " + host + "\r\nhost_: evil.example\r\n" + rest(""),
                "GET " + PAGE);
    }

    private void upgrades() {
        for (String target : List.of(PAGE, "/intraparis/", "/resources/x.css", "/mail/api/messages/1/attachments/1")) {
            for (String to : List.of("websocket", "WebSocket", "h2c", "TLS/1.3, HTTP/1.1", "websocket, h2c")) {
                get(
                        Kind.UPGRADE,
                        target,
                        "Upgrade: " + to
                                + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
                                + "\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
                        null);
            }
        }
        get(Kind.UPGRADE, PAGE, "Sec-WebSocket-Key: " + CANARY + "\r\n", "GET " + PAGE);
        get(Kind.UPGRADE, PAGE, "Upgrade: a\r\nUpgrade: websocket\r\n", null);
        add(Kind.UPGRADE, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", null);
        add(
                Kind.UPGRADE,
                "CONNECT " + Confusing.HOST + " HTTP/1.1\r\nHost: " + Confusing.HOST + "\r\n" + rest(""),
                null);
    }

    private void path(Kind kind, String target) {
        get(kind, target, "", null);
    }

    private void header(Kind kind, String line, @Nullable String reach) {
        get(kind, PAGE, line + "\r\n", reach);
    }

    private void get(Kind kind, String target, String lines, @Nullable String reach) {
        add(kind, "GET " + target + " HTTP/1.1\r\nHost: " + Confusing.HOST + "\r\n" + rest(lines), reach);
    }

    private void post(Kind kind, String lines, String body, @Nullable String reach) {
        add(
                kind,
                "POST " + PAGE + " HTTP/1.1\r\nHost: " + Confusing.HOST + "\r\nOrigin: https://" + Confusing.HOST
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\n" + rest(lines + "\r\n") + body,
                reach);
    }

    private String rest(String lines) {
        return lines + "User-Agent: " + browser + "\r\nAccept: application/json\r\n" + Confusing.COOKIE
                + "Connection: close\r\n\r\n";
    }

    private void add(Kind kind, String raw, @Nullable String reach) {
        all.add(new Confusing(kind, raw, reach));
    }
}
