package fr.intraparis.kernel.rest;

import fr.intraparis.kernel.ErrorCode;

/**
 * A request was refused (401, 403 or 404). Fired as a CDI event: the WAR observes it and writes the audit row in a short
 * transaction of its own, because the request's transaction is rolled back.
 *
 * @param actor the agent's number, the service's name, or {@code -} for a stranger
 */
public record Refused(String actor, String method, String path, ErrorCode code) {}
