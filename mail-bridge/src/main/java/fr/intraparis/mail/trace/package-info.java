/**
 * Who wrote to whom and when (statement S60, row E5): metadata of what left through the bridge, never a subject or a
 * body. Written by the rooms outgoing and official; read by mailbox, to tell an official message and to hide the second
 * copy of a message whose first delivery ended unknown. Codes: none.
 */
@NullMarked
package fr.intraparis.mail.trace;

import org.jspecify.annotations.NullMarked;
