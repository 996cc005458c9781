package fr.intraparis.gateway.device;

import fr.intraparis.kernel.testing.Shows;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class DeviceTest {

    @ParameterizedTest(name = "{0}, ends {1}, lost {2}, on {3} → {4}")
    @CsvSource({
        "WORKSTATION,,false,2026-11-30,WORKSTATION",
        "WORKSTATION,,true,2026-11-30,UNKNOWN",
        "PERSONAL,2026-11-30,false,2026-11-29,PERSONAL",
        "PERSONAL,2026-11-30,false,2026-11-30,UNKNOWN",
        "PERSONAL,2026-11-30,false,2026-12-01,UNKNOWN",
        "PERSONAL,2026-11-30,true,2026-11-01,UNKNOWN",
        // An authorisation without an end is none.
        "PERSONAL,,false,2026-11-01,UNKNOWN",
        "UNKNOWN,,false,2026-11-01,UNKNOWN"
    })
    @Shows({"D1.1", "D1.3"})
    void whatADeviceIsWorthOnADay(
            DeviceClass granted, @Nullable LocalDate ends, boolean lost, LocalDate day, DeviceClass worth) {
        Instant before = Instant.parse("2026-10-01T08:00:00Z");
        Device device = new Device(
                "k".repeat(43),
                "amelie.durand",
                granted,
                "",
                "Firefox 160",
                before,
                before,
                null,
                ends == null ? null : "TT-17",
                ends,
                lost ? before : null);
        assertEquals(worth, device.on(day));
    }
}
