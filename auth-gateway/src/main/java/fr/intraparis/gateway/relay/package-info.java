/**
 * Sends a request on to a module or to Keycloak's login pages, and streams the answer back. Nothing is copied: the
 * request is built anew from its route and validated parts, the response from a list of headers.
 *
 * <p>Called by the pipeline, last. Meets A1 (identity headers come from the door only), G1.3 (neighbour down: exact
 * code). Raises NOM-REL-002, 004 to 006 and NOM-IDP-001 to 003.
 */
@NullMarked
package fr.intraparis.gateway.relay;

import org.jspecify.annotations.NullMarked;
