package fr.intraparis.gateway;

import fr.intraparis.gateway.posture.Browser;
import fr.intraparis.gateway.reference.Reference;
import fr.intraparis.kernel.CorrelationId;
import inet.ipaddr.IPAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The facts of one request, gathered once. Rules judge a visit; they never look at the request itself.
 *
 * @param path canonical, as it came: never decoded, so what is decided is what is relayed
 * @param address of the person, seen through the configured proxies only
 * @param proxyMarks names of the headers that only a proxy writes, unless it is one of ours
 * @param language French or English
 * @param consistent whether the browser says the same of itself in all its headers
 * @param reference what the rules are judged against
 */
public record Visit(
        String method,
        String path,
        Query query,
        IPAddress address,
        Zone zone,
        List<String> proxyMarks,
        Locale language,
        Browser browser,
        boolean consistent,
        Reference reference,
        CorrelationId correlationId,
        Instant at) {

    /** Where a visitor stands. */
    public enum Zone {
        /** On the city's own network, the signed list {@code municipal}. */
        MUNICIPAL,
        /** Anywhere else. */
        OUTSIDE;

        /** As a token says it. */
        public String claim() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where it comes from, as far as one subscriber holds it: the address, or of IPv6 its first 64 bits. */
    public String place() {
        return address.isIPv6() ? address.toPrefixBlock(64).toString() : address.toString();
    }

    /** The same visitor, who would read that page. */
    public Visit reading(String other) {
        return new Visit(
                "GET",
                other,
                new Query(List.of()),
                address,
                zone,
                proxyMarks,
                language,
                browser,
                consistent,
                reference,
                correlationId,
                at);
    }

    /** Whether the method may change something. */
    public boolean unsafe() {
        return !(method.equals("GET") || method.equals("HEAD"));
    }
}
