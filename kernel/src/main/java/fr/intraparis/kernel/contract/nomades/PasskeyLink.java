package fr.intraparis.kernel.contract.nomades;

import java.time.Instant;

/** A one-time link that binds one passkey; shown once to the administrator, never mailed. */
public record PasskeyLink(String username, String url, Instant expiresAt) {}
