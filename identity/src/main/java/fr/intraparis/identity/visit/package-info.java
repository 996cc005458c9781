/**
 * What the door knows of a visit, put into the tokens that it asks for, so that the WARs behind it read it signed and
 * from nobody else (requirement row A2.3, and D1 for the class of the device). Called by Keycloak's token endpoint.
 */
package fr.intraparis.identity.visit;
