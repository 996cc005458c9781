/**
 * Devices: each browser makes a key that it can't give away, registers it for a session at the first page, renews the
 * session by its signature, and signs what changes something or opens a document. A copied cookie has no such key
 * (docs/decisions/0009-device-keys.md).
 *
 * <p>Called by the pipeline; {@link fr.intraparis.gateway.RoutePolicy} judges the {@link
 * fr.intraparis.gateway.device.Standing} that is found here. Meets A6 (proofs, renewal). Raises NOM-SES-007 and
 * NOM-SYS-002.
 */
@NullMarked
package fr.intraparis.gateway.device;

import org.jspecify.annotations.NullMarked;
