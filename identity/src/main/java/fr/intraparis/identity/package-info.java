/**
 * What Keycloak is made to do: the realm ({@code realm/nomades-realm.json}, the one copy), the steps of its flows, its
 * pages, and the lint that says what must hold. Keycloak loads the jar from its {@code providers} folder.
 */
package fr.intraparis.identity;
