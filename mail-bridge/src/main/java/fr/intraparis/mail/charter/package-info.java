/**
 * What the IT charter asks of outgoing mail (statements S7, S31, S37, S43; row E2): {@link
 * fr.intraparis.mail.charter.CharterOfUse} is the list, each rule a pure function in a file of its own. Called by the
 * rooms outgoing and official before anything is written or sent. Codes: NOM-CHA-001.
 */
@NullMarked
package fr.intraparis.mail.charter;

import org.jspecify.annotations.NullMarked;
