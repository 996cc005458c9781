/**
 * The professional mailbox (rows E2, E7, E9): read and answered with the agent's own token, never with a mail password;
 * official messages in the name of the city's services. Start with {@link fr.intraparis.mail.charter.CharterOfUse}.
 */
@NullMarked
package fr.intraparis.mail;

import org.jspecify.annotations.NullMarked;
