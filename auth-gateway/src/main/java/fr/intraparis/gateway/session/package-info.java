/**
 * Sessions of the door, and their tokens. PostgreSQL is the truth; a bounded copy in memory serves the hot path, and
 * NOTIFY empties it on every node at once.
 *
 * <p>The tables here are on the path of every request, so they are spoken to in JDBC: one statement each, no entity to
 * keep in step with a row that other nodes change.
 *
 * <p>Called by the pipeline, by {@code login} and by {@code agent}. Meets A6 and B3 (session limits), B5 (only invalid_grant ends a session), A6
 * (tokens stay here). Raises NOM-IDP-001 to 003 and NOM-SES-004.
 */
@NullMarked
package fr.intraparis.gateway.session;

import org.jspecify.annotations.NullMarked;
