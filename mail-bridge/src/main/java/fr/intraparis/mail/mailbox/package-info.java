/**
 * The agent's mailbox (rows E7, E8, E9): list, read, attachments, each by IMAP with the caller's own token; and sending,
 * handed to the room outgoing. Called by portal-web, and by the browser through the door for attachments. The id of a
 * message is sealed for one mailbox: in another it is the same 404 as an id that never was.
 *
 * <p>Codes: NOM-MAI-001, NOM-MAI-002, and those of outgoing.
 */
@NullMarked
package fr.intraparis.mail.mailbox;

import org.jspecify.annotations.NullMarked;
