/**
 * What must hold of the realm, as a list (requirement rows B1 and G1.4). The build checks the template, the suite the
 * realm that a running Keycloak exports: Keycloak's defaults leave the protections off.
 */
package fr.intraparis.identity.lint;
