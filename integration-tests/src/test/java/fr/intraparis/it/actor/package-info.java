/** The people of the scenarios and what they carry: a validation device, a passkey. Verbs only, no checks of markup. */
@NullMarked
package fr.intraparis.it.actor;

import org.jspecify.annotations.NullMarked;
