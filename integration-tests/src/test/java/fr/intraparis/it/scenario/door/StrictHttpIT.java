package fr.intraparis.it.scenario.door;

import fr.intraparis.it.check.Wire;
import fr.intraparis.it.suite.City;
import fr.intraparis.it.suite.EndToEnd;
import fr.intraparis.it.suite.Story;
import fr.intraparis.kernel.testing.Figure;
import fr.intraparis.kernel.testing.Shows;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Requests that two readers could cut or read in two ways, at every WAR, over a raw TLS socket. */
@EndToEnd
class StrictHttpIT {

    /** Each WAR, with a path that answers a well-formed GET. */
    enum War {
        DOOR("/nomades/logged-out"),
        HR("/hr/ready"),
        MAIL("/mail/ready"),
        PORTAL("/intraparis/ready");

        final String path;

        War(String path) {
            this.path = path;
        }
    }

    @ParameterizedTest
    @EnumSource(War.class)
    @Shows("M2")
    void anAmbiguousRequestIsRefusedOnce(War war, City city) {
        URI place = war == War.DOOR ? city.origin() : city.inner();
        // A peer that has answered and does not hang up is silent soon.
        Wire wire = new Wire(city.trust(), place).patient(Duration.ofSeconds(2));
        String host = "Host: localhost:" + place.getPort() + "\r\n";
        String end = "Connection: close\r\n\r\n";

        // Without this the table would prove nothing: the same request without a defect is answered.
        Wire.Reply right = wire.send("GET " + war.path + " HTTP/1.1\r\n" + host + end);
        assertEquals(200, right.status(), right.text());

        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("two Host headers", get(war.path, host + "Host: evil.example\r\n" + end));
        wrong.put("two equal Host headers", get(war.path, host + host + end));
        wrong.put("a foreign Host", get(war.path, "Host: evil.example\r\n" + end));
        wrong.put("a foreign absolute target", get("https://evil.example" + war.path, host + end));
        wrong.put(
                "length and chunks",
                "POST " + war.path + " HTTP/1.1\r\n" + host
                        + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET " + war.path
                        + " HTTP/1.1\r\n" + host + end);
        wrong.put(
                "chunked, identity",
                "POST " + war.path + " HTTP/1.1\r\n" + host
                        + "Content-Length: 5\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n");
        wrong.put(
                "an unknown transfer coding",
                "POST " + war.path + " HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n");
        wrong.put("an unknown method", "FOO " + war.path + " HTTP/1.1\r\n" + host + end);
        wrong.put("TRACE", "TRACE " + war.path + " HTTP/1.1\r\n" + host + end);
        wrong.put("CONNECT", "CONNECT localhost:22 HTTP/1.1\r\n" + host + end);
        wrong.put("a line break in the path", get(war.path + "%0d%0aX:1", host + end));
        wrong.put("an encoded slash", get(war.path.replaceFirst("/(?=[^/]*$)", "%2f"), host + end));
        wrong.put("an encoded dot-dot", get("/%2e%2e" + war.path, host + end));
        wrong.put("a twice encoded dot-dot", get("/%252e%252e" + war.path, host + end));
        wrong.put("a path parameter", get(war.path + ";jsessionid=1", host + end));
        wrong.put("a climbing path parameter", get("/hr/..;" + war.path, host + end));
        wrong.put("a double slash", get("/" + war.path, host + end));
        wrong.put("a fragment", get(war.path + "#x", host + end));
        wrong.put("a backslash", get(war.path.replace('/', '\\'), host + end));
        wrong.put("a NUL", get(war.path + "%00", host + end));
        wrong.put("an upgrade", get(war.path, host + "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n"));

        assertAll(wrong.entrySet().stream().map(entry -> () -> {
            Wire.Reply reply = wire.send(entry.getValue());
            Story.current().tell(war + ", " + entry.getKey() + ": " + reply.status());
            String told = war + ", " + entry.getKey() + ": " + reply.text();
            assertTrue(reply.status() >= 400 && reply.status() < 500, told);
            assertEquals(1, reply.answers(), told);
            assertFalse(reply.text().contains("\tat "), told);
        }));
        Figure.of("%d ambiguous requests refused by %s", wrong.size(), war);
    }

    private static String get(String target, String headers) {
        return "GET " + target + " HTTP/1.1\r\n" + headers;
    }
}
