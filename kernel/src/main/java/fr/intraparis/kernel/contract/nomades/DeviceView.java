package fr.intraparis.kernel.contract.nomades;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser of an account, known by its key.
 *
 * @param thumbprint of the key (RFC 7638), as its owner reads it
 * @param kind what it is worth today: WORKSTATION, PERSONAL or UNKNOWN
 * @param registered whether its owner has asked for it to be recognised
 * @param agreement reference of the agreement of a personal device; empty without one
 * @param ends the day from which that holds no more (ISO 8601); empty without one
 */
public record DeviceView(
        String username,
        String thumbprint,
        String kind,
        String label,
        String browser,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen,
        boolean registered,
        boolean lost,
        String agreement,
        String ends) {}
