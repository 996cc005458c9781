package fr.intraparis.gateway.network;

import fr.intraparis.kernel.testing.Shows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ClientAddressTest {
    private final ClientAddress behindProxies = new ClientAddress("192.0.2.1, 192.0.2.16/28, 2001:db8:1::/48");
    private final ClientAddress direct = new ClientAddress(" ");

    @ParameterizedTest
    @Shows("M1")
    @CsvSource(
            delimiter = ';',
            value = {
                "203.0.113.9;10.1.2.3",
                "203.0.113.9;10.1.2.3, 10.1.2.4",
                "192.0.2.1;10.1.2.3",
                "203.0.113.9;garbage"
            })
    void whatAStrangerWritesAboutItselfCountsForNothing(String socket, String forwarded) {
        assertEquals(socket, direct.of(socket, List.of(forwarded)).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // peer; header(s); whose address it is
                "192.0.2.1;203.0.113.9;203.0.113.9",
                "192.0.2.1;10.1.2.3, 203.0.113.9;203.0.113.9",
                "192.0.2.1;10.1.2.3|203.0.113.9;203.0.113.9",
                "192.0.2.1;203.0.113.9, 192.0.2.17;203.0.113.9",
                "192.0.2.1;203.0.113.9,192.0.2.17,192.0.2.18;203.0.113.9",
                "192.0.2.1;192.0.2.17;192.0.2.17",
                "192.0.2.1;;192.0.2.1",
                "192.0.2.1;unknown;192.0.2.1",
                "192.0.2.1;203.0.113.9, unknown;192.0.2.1",
                "192.0.2.1;203.0.113.9:4711;192.0.2.1",
                "192.0.2.1;0x0a.1.2.3;192.0.2.1",
                "192.0.2.1;10.1;192.0.2.1",
                "192.0.2.1;167838211;192.0.2.1",
                "192.0.2.1;10.*.2.3;192.0.2.1",
                "192.0.2.1;10.0.0.0/8;192.0.2.1",
                "2001:db8:1::7;2001:db8:2::9;2001:db8:2::9",
                "::ffff:192.0.2.1;203.0.113.9;203.0.113.9",
                "192.0.2.1;::ffff:203.0.113.9;203.0.113.9"
            })
    void aProxyMaySayForWhomItAsks(String socket, String headers, String expected) {
        List<String> forwarded = headers == null ? List.of() : Arrays.asList(headers.split("\\|"));
        assertEquals(expected, behindProxies.of(socket, forwarded).toString());
    }

    @Test
    void aProxyOfOursIsKnown() {
        assertTrue(behindProxies.proxy("192.0.2.17"));
        assertTrue(behindProxies.proxy("::ffff:192.0.2.1"));
        assertFalse(behindProxies.proxy("203.0.113.9"));
        assertFalse(direct.proxy("192.0.2.1"));
    }

    @Test
    void aRangeThatIsNoneStopsTheStart() {
        assertThrows(IllegalArgumentException.class, () -> new ClientAddress("10.0.0.0/8, city hall"));
    }
}
