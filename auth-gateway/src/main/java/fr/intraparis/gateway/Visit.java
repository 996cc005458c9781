package fr.intraparis.gateway;

import fr.intraparis.gateway.posture.Browser;
import fr.intraparis.kernel.CorrelationId;
import inet.ipaddr.IPAddress;
import java.time.Instant;
import java.util.Locale;

/**
 * The facts of one request, gathered once. Rules judge a visit; they never look at the request itself.
 *
 * @param path canonical, as it came: never decoded, so what is decided is what is relayed
 * @param address of the person, seen through the configured proxies only
 * @param language French or English
 */
public record Visit(
        String method,
        String path,
        Query query,
        IPAddress address,
        Zone zone,
        Locale language,
        Browser browser,
        CorrelationId correlationId,
        Instant at) {

    /** Where a visitor stands. */
    public enum Zone {
        /** On the city's own network, {@code nomades.municipal-ranges}. */
        MUNICIPAL,
        /** Anywhere else. */
        OUTSIDE
    }

    /** Where it comes from, as far as one subscriber holds it: the address, or of IPv6 its first 64 bits. */
    public String place() {
        return address.isIPv6() ? address.toPrefixBlock(64).toString() : address.toString();
    }

    /** Whether the method may change something. */
    public boolean unsafe() {
        return !(method.equals("GET") || method.equals("HEAD"));
    }
}
