/**
 * Whose address a request comes from, and what stands on the way: a chain of configured proxies is believed, nothing
 * else is.
 *
 * <p>Called when the facts of a visit are gathered. Meets A2 (zones) and A3 (evidence of a proxy). Raises no code itself.
 */
@NullMarked
package fr.intraparis.gateway.network;

import org.jspecify.annotations.NullMarked;
