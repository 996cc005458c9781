package fr.intraparis.gateway.session;

import fr.intraparis.kernel.testing.Shows;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

@Shows("A6.3")
class DoorCookieTest {
    private static final String TRUE = Seal.random();
    private static final String OURS = "__Host-Http-nomades=" + TRUE;

    @Test
    void theOneCookieIsRead() {
        assertEquals(Optional.of(TRUE), read("other=1; " + OURS));
        assertEquals(Optional.of(TRUE), read("other=1", OURS + ";x"));
        assertEquals(Optional.of(TRUE), read("__Host-Http-nomades-tx=" + Seal.random() + "; " + OURS));
    }

    @Test
    @Shows("E6.2")
    void theCookieOfASharedComputerIsReadWholeAndItsBeginningBelongsToTheSecret() {
        String shared = DoorCookie.ON_SHARED + TRUE;
        assertEquals(Optional.of(shared), read("__Host-Http-nomades=" + shared));
        assertNotEquals(Seal.hash(shared), Seal.hash(TRUE));
        assertEquals(Optional.empty(), read("__Host-Http-nomades=shared." + shared));
        assertEquals(Optional.empty(), read("__Host-Http-nomades=Shared." + TRUE));
    }

    /** What another site of the city's domain, or a person in the middle, could plant beside or inside a cookie. */
    static Stream<List<String>> planted() {
        return Stream.of(
                List.of(),
                List.of(""),
                List.of(OURS + "; " + OURS),
                List.of(OURS, OURS),
                List.of("x=1," + OURS),
                List.of("x=\"1; y=" + OURS + "\""),
                List.of("$Version=1, " + OURS),
                List.of("x=1 " + OURS),
                List.of("=" + OURS),
                List.of("__host-http-nomades=" + TRUE),
                List.of("__Host-nomades=" + TRUE),
                List.of("__Host-Http-nomades =" + TRUE),
                List.of("__Host-Http-nomades=\"" + TRUE + "\""));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void whatIsPlantedIsNoSession(List<String> headers) {
        assertEquals(Optional.empty(), DoorCookie.SESSION.of(headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "null", "' OR 1=1 --", "00000000000000000000000000000000000000000é"})
    void aBrokenCookieIsNoSessionAndNoFailure(String value) {
        assertEquals(Optional.empty(), read("__Host-Http-nomades=" + value));
    }

    private static Optional<String> read(String... headers) {
        return DoorCookie.SESSION.of(List.of(headers));
    }
}
