/**
 * Mail as it stands on the wire, and the only room that touches {@code jakarta.mail} (a test holds it to that): {@link
 * fr.intraparis.mail.wire.SafeMail} writes messages, {@link fr.intraparis.mail.wire.SmtpSubmission} hands them over,
 * {@link fr.intraparis.mail.wire.ImapMailbox} reads. Called by every other room. The library was measured to let a line
 * break in a header value or a file name begin a new header, and one in an IMAP user flag a new command: hence the
 * single-line check of every string, and flags from an enum (rows E7, E8).
 *
 * <p>Codes: NOM-MAI-001 to NOM-MAI-005, NOM-MAI-007, NOM-SES-006.
 */
@NullMarked
package fr.intraparis.mail.wire;

import org.jspecify.annotations.NullMarked;
