package fr.intraparis.gateway;

import fr.intraparis.kernel.CodedException;
import fr.intraparis.kernel.ErrorCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class QueryTest {

    @Test
    void whatWasReadIsWrittenAnew() {
        Query query = Query.parse("a=1&b=%C3%A9t%C3%A9+2026&c=x%26y&empty=&a=2");
        assertEquals(Optional.of("été 2026"), query.first("b"));
        assertEquals(Optional.of("1"), query.first("a"));
        assertEquals("a=1&b=%C3%A9t%C3%A9+2026&c=x%26y&empty=&a=2", query.encoded());
        assertEquals("b=%C3%A9t%C3%A9+2026&c=x%26y&empty=", query.without("a").encoded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%0d%0aX", "a=%00", "%0a=1", "a=%ff", "a=%c3%28", "a=%c0%af", "a=%zz", "a=%e"})
    void whatHasTwoReadingsIsRefused(String raw) {
        CodedException refused = assertThrows(CodedException.class, () -> Query.parse(raw));
        assertEquals(ErrorCode.REL_MALFORMED, refused.code());
    }

    @Test
    void tooManyAreRefused() {
        assertThrows(CodedException.class, () -> Query.parse("a=1&".repeat(100)));
    }
}
