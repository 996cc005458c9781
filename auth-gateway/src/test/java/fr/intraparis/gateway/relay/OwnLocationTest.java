package fr.intraparis.gateway.relay;

import fr.intraparis.kernel.testing.Shows;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Shows("M2")
class OwnLocationTest {
    private static final List<URI> OURS =
            List.of(URI.create("https://nomades.paris.fr"), URI.create("https://localhost:9443/intraparis"));

    @ParameterizedTest
    @CsvSource({
        "/intraparis/leave,/intraparis/leave",
        "list.xhtml?x=1,/intraparis/leave/list.xhtml?x=1",
        "../home,/intraparis/home",
        "?page=2,/intraparis/leave/?page=2",
        "https://nomades.paris.fr/nomades/callback?code=a%2Fb,/nomades/callback?code=a%2Fb",
        "https://nomades.paris.fr:443/x,/x",
        "HTTPS://NOMADES.paris.fr/x,/x",
        "https://localhost:9443/intraparis/,/intraparis/",
        "https://nomades.paris.fr,/",
        "/x#part,/x#part"
    })
    void ourOwnBecomesAPath(String location, String expected) {
        assertEquals(Optional.of(expected), OwnLocation.of(location, "/intraparis/leave/", OURS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "///evil.example/",
                "/\\evil.example/",
                "\\\\evil.example/",
                "/%5cevil.example",
                "http://nomades.paris.fr/",
                "https://nomades.paris.fr:8443/",
                "https://nomades.paris.fr@evil.example/",
                "https://nomades.paris.fr:pw@nomades.paris.fr/",
                "https://nomades.paris.fr.evil.example/",
                "https://nomades.paris.frevil.example",
                "https:evil.example",
                "https:/evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "/x\r\nSet-Cookie: a=b",
                "/x y",
                "/../../etc",
                "/a//b",
                "/a/..;/b",
                "/a%2f..%2fb",
                " /x",
                "\t/x",
                ""
            })
    void anythingElseIsNotFollowed(String location) {
        assertEquals(Optional.empty(), OwnLocation.of(location, "/intraparis/leave/", OURS));
    }
}
