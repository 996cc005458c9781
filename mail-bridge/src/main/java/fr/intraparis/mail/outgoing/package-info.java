/**
 * An agent sends a message (rows E2, E7; statements S37, S43). In order: the charter, then one transaction with the
 * trace, the audit row and the message in the outbox, then the mail server with the agent's own token. What the mail
 * server cannot take now waits in the outbox, MIME included, and is deleted there with its delivery; since only the
 * agent's token may send in the agent's name, it is tried again at the agent's next visit. Called by portal-web, and by
 * the room official for its own topic.
 *
 * <p>Codes: NOM-CHA-001, NOM-MAI-003 to NOM-MAI-006, NOM-SYS-002 to NOM-SYS-005.
 */
@NullMarked
package fr.intraparis.mail.outgoing;

import org.jspecify.annotations.NullMarked;
