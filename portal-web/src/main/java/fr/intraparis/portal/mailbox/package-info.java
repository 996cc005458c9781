/** The professional mailbox: read, answer, write. A refusal by the charter shows its code and keeps the text. Rows E1, E7, E9; shows NOM-CHA and NOM-MAI codes. */
@NullMarked
package fr.intraparis.portal.mailbox;

import org.jspecify.annotations.NullMarked;
