package fr.intraparis.kernel.contract.nomades;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A means by which an account authenticates.
 *
 * @param type PASSWORD, TOTP, PASSKEY or RECOVERY_CODES
 * @param label given by its owner; may be empty
 * @param createdAt null when the realm does not say
 */
public record Factor(String type, String label, @Nullable Instant createdAt, boolean phishingResistant) {}
