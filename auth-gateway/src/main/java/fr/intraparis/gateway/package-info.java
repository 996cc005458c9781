/**
 * Nomades, the only public door. A request goes through the visible list of {@link
 * fr.intraparis.gateway.GatewayPipeline}; who may go where is the visible list of {@link fr.intraparis.gateway.Routes}, judged by {@link
 * fr.intraparis.gateway.RoutePolicy}.
 *
 * <p>Meets A1 (one public route), A3 (visible pipeline), B1 to B3 (assurance checked on every request), A6 (no token in
 * the browser). Raises NOM-BRW-003, NOM-REL-001 to 003, NOM-SES-001 to 004, NOM-MFA-002 and 003, NOM-PRV-001, NOM-SYS-001 and 006.
 */
@NullMarked
package fr.intraparis.gateway;

import org.jspecify.annotations.NullMarked;
