package fr.intraparis.kernel.contract.nomades;

import org.jspecify.annotations.Nullable;

/**
 * What IT says about a device.
 *
 * @param kind WORKSTATION, PERSONAL or UNKNOWN (what was said before is withdrawn)
 * @param agreement reference of the agreement, for PERSONAL
 * @param ends the day from which it holds no more (ISO 8601), for PERSONAL
 */
public record DecideDevice(
        String username,
        String kind,
        @Nullable String agreement,
        @Nullable String ends) {}
