/**
 * What the door's rules are judged against, and what changes more often than the software: the approved browsers, the
 * ranges of third-party VPNs, hosting companies and relays, the city's own ranges. Each is a signed, versioned file that
 * an administrator lays into {@code nomades.reference-folder}, beside its signature; the door takes it over within
 * seconds, without a restart, and writes down who signed it and what changed. A file that is not what it should be
 * changes nothing: the last good one stays, and an alert is raised.
 *
 * <p>The database holds the last good ones, for every node; the folder is the in-tray. Called by the visit and by the
 * rules of posture. Meets A3 and A4 (A3.3, A4.4). Raises NOM-SYS-009.
 */
@NullMarked
package fr.intraparis.gateway.reference;

import org.jspecify.annotations.NullMarked;
