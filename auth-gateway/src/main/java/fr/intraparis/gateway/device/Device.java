package fr.intraparis.gateway.device;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A browser of a person, known by its key.
 *
 * @param thumbprint of the key (RFC 7638): its name everywhere
 * @param granted what IT has said; what it is worth on a day is {@link #on}
 * @param label what its owner calls it; empty before it is registered
 * @param registered when its owner asked for it to be recognised; null before
 * @param ends the day on which the agreement is over; null without one
 * @param lost when it was declared lost; null when it is not
 */
public record Device(
        String thumbprint,
        String username,
        DeviceClass granted,
        String label,
        String browser,
        Instant firstSeen,
        Instant lastSeen,
        @Nullable Instant registered,
        @Nullable String agreement,
        @Nullable LocalDate ends,
        @Nullable Instant lost) {

    /** What it is worth on that day in Paris: an agreement holds to the eve of its end, and a lost device for nothing. */
    public DeviceClass on(LocalDate day) {
        if (lost != null || (granted == DeviceClass.PERSONAL && (ends == null || !day.isBefore(ends)))) {
            return DeviceClass.UNKNOWN;
        }
        return granted;
    }

    /** How it is told apart by people: the beginning of its name, in groups. */
    public String shown() {
        return thumbprint.substring(0, 16).replaceAll("(.{4})(?=.)", "$1 ");
    }
}
