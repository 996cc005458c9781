/**
 * Whether the door can serve: {@code /nomades/ready} on the internal listener.
 *
 * <p>Called by the launcher, a load balancer, the suite. Meets E4 (readiness per WAR). Raises nothing.
 */
@NullMarked
package fr.intraparis.gateway.readiness;

import org.jspecify.annotations.NullMarked;
