package fr.intraparis.gateway.device;

import com.github.benmanes.caffeine.cache.Caffeine;
import fr.intraparis.gateway.session.BenchSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The product's own keys, each session with one that has signed lately; what is read every five seconds is there. */
public final class BenchDeviceKeys extends DeviceKeys {
    /** Gives every one of those sessions a key. */
    public BenchDeviceKeys(BenchSessions sessions) {
        this.sessions = sessions;
        this.renewal = Duration.ofHours(9);
        this.keys = Caffeine.newBuilder().build();
        Instant now = Instant.now();
        sessions.all()
                .forEach(session -> keys.put(
                        session.id(),
                        Optional.of(new Device(
                                "t".repeat(43),
                                session.username(),
                                DeviceClass.UNKNOWN,
                                "",
                                "Firefox 160",
                                now,
                                now,
                                null,
                                null,
                                null,
                                null))));
    }
}
