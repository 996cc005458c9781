/**
 * The steps of the login flow that Keycloak lacks: a second factor is never enrolled during a login, because a thief of
 * a password (and of a code) would enrol his own. The realm's flows call them; they end in pages with the codes
 * NOM-MFA-001 and NOM-PRV-002 (requirement rows B4 and B5).
 */
package fr.intraparis.identity.factor;
