/**
 * Privileged accounts and blocks of sessions, for IT administrators: who has such a role, with which factors, and the one-time link that binds a passkey. A JAX-RS API
 * for portal-web on the internal listener; only a bearer token made for the door itself opens it, never a session.
 *
 * <p>Called by portal-web's page of the same name. Meets B4 (phishing-resistant for the privileged) and the view of C1, A5.3.
 * Raises NOM-PRV-001 to 004 and 006 to 009, NOM-MFA-003, NOM-SES-001 and 006, NOM-IDP-001 to 003, NOM-SYS-003 to 005.
 */
@NullMarked
package fr.intraparis.gateway.privileged;

import org.jspecify.annotations.NullMarked;
