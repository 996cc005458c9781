package fr.intraparis.kernel.http;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class ReadRequestTest {
    /** As the server hands it over: it says a name as often as it came, and all values to any of its spellings. */
    private final ReadRequest request = new ReadRequest(request(
            List.of("Host", "X-Twice", "x-twice"),
            Map.of("host", List.of("localhost"), "x-twice", List.of("first", "second"))));

    @Test
    void aNameIsOneHeaderWhateverItsCase() {
        assertEquals("first", request.getHeader("X-TWICE"));
        assertEquals(List.of("first", "second"), Collections.list(request.getHeaders("x-Twice")));
        assertEquals(Set.of("Host", "X-Twice"), Set.copyOf(Collections.list(request.getHeaderNames())));
        assertEquals(Map.of("Host", List.of("localhost"), "X-Twice", List.of("first", "second")), request.headers());
    }

    @Test
    void whatIsNotThereIsNotThere() {
        assertNull(request.getHeader("Cookie"));
        assertEquals(List.of(), Collections.list(request.getHeaders("Cookie")));
    }

    private static HttpServletRequest request(List<String> names, Map<String, List<String>> values) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ReadRequestTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeaderNames" -> Collections.enumeration(names);
                    case "getHeaders" ->
                        Collections.enumeration(
                                values.get(arguments[0].toString().toLowerCase(Locale.ROOT)));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
