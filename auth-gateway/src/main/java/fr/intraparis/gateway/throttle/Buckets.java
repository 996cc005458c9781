package fr.intraparis.gateway.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;

/** One bucket per place; those that nobody used for a while, or that are too many, are forgotten. */
final class Buckets {
    private static final int MOST_PLACES = 50_000;

    private final int aMinute;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_PLACES)
            // By then it is full again.
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();

    Buckets(int aMinute) {
        this.aMinute = aMinute;
    }

    boolean take(String place, Instant now) {
        return buckets.get(place, unknown -> new Bucket(aMinute, now)).take(now);
    }
}
