package fr.intraparis.gateway;

import fr.intraparis.gateway.Visit.Zone;
import fr.intraparis.gateway.posture.Browser;
import fr.intraparis.gateway.reference.Reference;
import fr.intraparis.kernel.CorrelationId;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Facts of a request that never was. */
public final class FakeVisit {
    private static final Browser CURRENT = new Browser("Firefox", 160, "desktop");

    private FakeVisit() {}

    /** A reading visit from outside. */
    public static Visit to(String path, Query query) {
        return of(path, query, "192.0.2.7", Reference.SHIPPED, CURRENT, List.of());
    }

    /** A visit to the home page from that address, judged against that reference. */
    public static Visit from(String address, Reference reference, String... proxyMarks) {
        return of("/intraparis/", Query.parse(null), address, reference, CURRENT, List.of(proxyMarks));
    }

    /** A reading visit to that page from there, with that browser. */
    public static Visit with(Browser browser, String path, String address, Reference reference, String... proxyMarks) {
        return of(path, Query.parse(null), address, reference, browser, List.of(proxyMarks));
    }

    private static Visit of(
            String path, Query query, String address, Reference reference, Browser browser, List<String> proxyMarks) {
        IPAddress from = new IPAddressString(address).getAddress();
        return new Visit(
                "GET",
                path,
                query,
                from,
                reference.municipal().holding(from).isPresent() ? Zone.MUNICIPAL : Zone.OUTSIDE,
                proxyMarks,
                Locale.FRENCH,
                browser,
                true,
                reference,
                CorrelationId.fresh(),
                Instant.parse("2026-11-22T10:00:00Z"));
    }
}
