package fr.intraparis.gateway;

import fr.intraparis.gateway.Visit.Zone;
import fr.intraparis.gateway.posture.Browser;
import fr.intraparis.kernel.CorrelationId;
import inet.ipaddr.IPAddressString;
import java.time.Instant;
import java.util.Locale;

/** Facts of a request that never was. */
public final class FakeVisit {
    private FakeVisit() {}

    /** A reading visit from outside. */
    public static Visit to(String path, Query query) {
        return new Visit(
                "GET",
                path,
                query,
                new IPAddressString("192.0.2.7").getAddress(),
                Zone.OUTSIDE,
                Locale.FRENCH,
                new Browser("Firefox", 160, "desktop"),
                CorrelationId.fresh(),
                Instant.parse("2026-11-22T10:00:00Z"));
    }
}
