/** Accounts with a privileged role and the factors each one has; one-time links that bind a passkey. Rows B4, C1; shows NOM-PRV codes. */
@NullMarked
package fr.intraparis.portal.privileged;

import org.jspecify.annotations.NullMarked;
