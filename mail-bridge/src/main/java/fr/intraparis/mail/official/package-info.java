/**
 * Official messages (statement S78, row E9): a service of the city hands one over in its own name, it leaves from the
 * official mailbox with this module's own token, exactly one to the right box even after the mail server was down: the
 * outbox keeps it and is emptied every second. Called by hr-services and the door through their outboxes, so the same id
 * may come again. Codes: NOM-CHA-001, NOM-MAI-003, NOM-MAI-004, NOM-SYS-002, NOM-SYS-004.
 */
@NullMarked
package fr.intraparis.mail.official;

import org.jspecify.annotations.NullMarked;
