/**
 * What the door says to Keycloak, and how much of the answers it believes: tokens are judged here, and every failure
 * gets its code. Nothing here knows of sessions.
 *
 * <p>Called by {@code login} and {@code session}. Meets B1 (who a token is for, what it proves), B5 (only invalid_grant
 * ends a session, told within three seconds). Raises NOM-IDP-001 to 003, NOM-SES-005.
 */
@NullMarked
package fr.intraparis.gateway.keycloak;

import org.jspecify.annotations.NullMarked;
