/**
 * Signing in and out. One sequence, numbered in docs/architecture.md and on the methods of {@link
 * fr.intraparis.gateway.login.Login}: 1 the door asks for a level, 2 it leaves the request with Keycloak (PAR), 3 the
 * browser goes there, 4 it comes back with a code, 5 the door redeems it, 6 judges the tokens, 7 opens a session.
 *
 * <p>Called by the pipeline. Meets B1 to B3, A6 and the journey's first, fifth and sixth steps. Raises NOM-SES-001,
 * 002, 004, 005, NOM-MFA-002, 003, NOM-PRV-002, NOM-SYS-002, NOM-REL-008.
 */
@NullMarked
package fr.intraparis.gateway.login;

import org.jspecify.annotations.NullMarked;
