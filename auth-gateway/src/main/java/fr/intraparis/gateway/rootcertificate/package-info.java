/**
 * The bootstrap page on the plain listener: the city's certificate authority for a workstation that does not trust it
 * yet, its fingerprint to compare, and the telephone number for who gets no further. Nothing else is served there.
 *
 * <p>Called by the pipeline for that listener. Meets S5 (root certificate). Raises NOM-REL-001 and NOM-REL-003.
 */
@NullMarked
package fr.intraparis.gateway.rootcertificate;

import org.jspecify.annotations.NullMarked;
