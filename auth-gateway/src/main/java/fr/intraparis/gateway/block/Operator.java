package fr.intraparis.gateway.block;

/**
 * An administrator who blocks or lifts, as proven by a passkey.
 *
 * @param subject Keycloak's id: two signatures are of two of them
 * @param name as the audit names them
 */
public record Operator(String subject, String name) {}
